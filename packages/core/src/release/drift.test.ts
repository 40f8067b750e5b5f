import { expect, test } from "vitest";
import { checkDrift } from "./drift.ts";

const standing = { stable: "blue", taskDefinitions: { auth: "auth:4", chat: "chat:7" } } as const;
const chat = { name: "chat", taskDefinition: "chat:7", stableCount: 3, candidateCount: 0 };
const auth = { name: "auth", taskDefinition: "auth:4", stableCount: 2, candidateCount: 0 };
const present = { stable: "blue", services: [auth, chat] } as const;

test("what the last release left, at any count that scaling chose, is no drift", () => {
  expect(() => checkDrift(standing, present)).not.toThrow();
  expect(() =>
    checkDrift(standing, { ...present, services: [auth, { ...chat, stableCount: 9 }] }),
  ).not.toThrow();
  expect(() => checkDrift(undefined, { ...present, stable: "green" })).not.toThrow();
});

test("a service that the group did not have then is no drift", () => {
  const files = { name: "files", taskDefinition: "files:1", stableCount: 1, candidateCount: 0 };
  expect(() => checkDrift(standing, { ...present, services: [auth, chat, files] })).not.toThrow();
});

test.each([
  ["traffic on the other side", { stable: "green" }, {}, "traffic is on green, not on blue"],
  ["another task definition", {}, { taskDefinition: "chat:8" }, "blue side of chat runs chat:8, not chat:7"],
  ["a stable side without tasks", {}, { stableCount: 0 }, "side of chat wants no tasks"],
  ["an idle side with tasks", {}, { candidateCount: 2 }, "idle side of chat still has 2 task(s)"],
] as const)("%s is drift, though every other service be as it was", (_what, all, one, message) => {
  const found = { ...present, ...all, services: [auth, { ...chat, ...one }] };
  expect(() => checkDrift(standing, found)).toThrow(message);
  expect(() => checkDrift(standing, found)).toThrow(expect.objectContaining({ name: "Release.Drifted" }));
});
