import { expect, test } from "vitest";
import type { AwsEvent } from "../../../world/world.ts";
import { compile } from "./compile.ts";
import { flatten } from "./flatten.ts";
import { matches, mayMatch } from "./match.ts";

const event: AwsEvent = {
  version: "0",
  id: "1",
  "detail-type": "ECS Task State Change",
  source: "aws.ecs",
  account: "123456789012",
  time: "2026-01-01T00:00:00Z",
  region: "us-east-1",
  resources: [],
  detail: { source: "aws.ecr", lastStatus: "RUNNING" },
};

const both = (pattern: object) => {
  const compiled = compile(JSON.stringify(pattern));
  return [mayMatch(compiled, event), matches(compiled, flatten(event))];
};

test.each([
  { source: ["aws.ecs"] },
  { source: [{ prefix: "aws." }], "detail-type": [{ wildcard: "ECS *" }] },
  { source: [{ "anything-but": "aws.ecr" }] },
  { source: [{ exists: true }] },
  { detail: { source: ["aws.ecr"] } },
  { $or: [{ source: ["aws.ecr"] }, { "detail-type": ["ECS Task State Change"] }] },
])("an event that %j matches is not ruled out by its source or detail-type", (pattern) => {
  expect(both(pattern)).toEqual([true, true]);
});

test.each([
  { source: ["aws.ecr"] },
  { "detail-type": ["ECS Service Action"], detail: { lastStatus: ["RUNNING"] } },
  { source: [{ exists: false }] },
])("an event is ruled out of %j before it is flattened", (pattern) => {
  expect(both(pattern)).toEqual([false, false]);
});
