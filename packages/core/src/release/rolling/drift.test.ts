import { expect, test } from "vitest";
import { checkDrift } from "./drift.ts";

const chat = { name: "chat", taskDefinition: "chat:1", desiredCount: 3, deploys: undefined };
const recorded = { taskDefinitions: { chat: "chat:1" } };

test("what the last release left, in whatever number, is no drift; nor is what nothing is recorded of", () => {
  expect(() => checkDrift(recorded, [{ ...chat, desiredCount: 7 }])).not.toThrow();
  expect(() => checkDrift(undefined, [{ ...chat, taskDefinition: "chat:9" }])).not.toThrow();
  expect(() =>
    checkDrift(recorded, [chat, { ...chat, name: "auth", taskDefinition: "auth:4" }]),
  ).not.toThrow();
});

test("another task definition, no tasks, and a deployment under way are all named", () => {
  const other = { name: "auth", taskDefinition: "auth:1", desiredCount: 0, deploys: "auth:2" };
  expect(() => checkDrift(recorded, [{ ...chat, taskDefinition: "chat:9" }, other])).toThrow(
    "chat runs chat:9, not chat:1; auth wants no tasks; auth is under a deployment of auth:2",
  );
});
