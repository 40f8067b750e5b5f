import { expect, test } from "vitest";
import { type Found, lacksOf } from "./lacks.ts";

const rpoMs = 60_000;
const whole: Found = {
  services: [{ name: "open-webui-blue", wanted: 3, most: 10 }],
  missingSecrets: [],
  missingAlarms: [],
  database: { status: "available", instances: ["available"] },
  lagMs: 800,
};
const lacks = (change: Partial<Found>): string[] => [...lacksOf({ ...whole, ...change }, rpoMs)];

test("a region that has all of it lacks nothing", () => {
  expect(lacks({})).toEqual([]);
});

test.each<[string, Partial<Found>, RegExp]>([
  ["room for its tasks", { services: [{ name: "web", wanted: 3, most: 2 }] }, /web scales to 2 tasks/],
  ["any scaling", { services: [{ name: "web", wanted: 3 }] }, /web scales to 0 tasks/],
  ["an image", { services: [{ name: "web", wanted: 1, most: 1, missingImage: "app:v2" }] }, /app:v2/],
  ["a secret", { missingSecrets: ["signalbox/database"] }, /signalbox\/database has no copy/],
  ["an alarm", { missingAlarms: ["primary-region-down"] }, /primary-region-down is not there/],
  ["its switch", { silentSwitches: "no endpoint answered" }, /routing controls cannot be read/],
  ["a member of the cluster", { database: undefined }, /no member here/],
  [
    "a database that is available",
    { database: { status: "creating", instances: ["available"] } },
    /is creating/,
  ],
  ["an instance", { database: { status: "available", instances: ["creating"] } }, /no instance/],
  ["anybody who knows the lag", { lagMs: undefined }, /Nobody can tell/],
  ["the lag within what may be lost", { lagMs: rpoMs + 1_000 }, /lags 61 s|lags 1 min/],
  ["what users write", { silentMs: 10 * rpoMs }, /No canary row has arrived for 10 min/],
  ["tasks that connect to what is followed", { apart: "signalbox-r1" }, /Tasks here connect to signalbox-r1/],
])("one that lacks %s says so in one sentence", (_, change, sentence) => {
  const found = lacks(change);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(sentence);
});
