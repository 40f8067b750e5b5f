import type { DeploymentDocument } from "@signalbox/core/console/documents";
import { expect, test } from "vitest";
import { deploymentShown } from "./deployment.ts";

const going: DeploymentDocument = {
  status: "IN_PROGRESS",
  waits: false,
  image: "tools:v2",
  requested: 3,
  running: 1,
  pending: 1,
  breaker: { failed: 0, threshold: 3 },
};

test.each<[string, Partial<DeploymentDocument>, ReturnType<typeof deploymentShown>]>([
  [
    "under way, tells how many tasks run",
    {},
    { status: "deploying", percent: 33, sentence: "1 of 3 tasks of tools:v2 run, 1 pending" },
  ],
  [
    "whose tasks fail, tells how near the circuit breaker is",
    { running: 0, breaker: { failed: 2, threshold: 3 } },
    { status: "deploying", percent: 0, sentence: "0 of 3 tasks of tools:v2 run, 1 pending, 2 of 3 failures" },
  ],
  [
    "that pauses, tells after which stage",
    { stage: "POST_TEST_TRAFFIC_SHIFT", waits: true, running: 3, pending: 0 },
    {
      status: "pausing",
      percent: 100,
      sentence: "3 of 3 tasks of tools:v2 run, pauses after test traffic shift",
    },
  ],
  [
    "that has ended well, is whole",
    { status: "SUCCESSFUL", requested: 0, running: 0 },
    { status: "deployed", percent: 100, sentence: "tools:v2 is deployed" },
  ],
  [
    "that the circuit breaker stops, is on its way back for ECS's reason",
    {
      status: "ROLLBACK_IN_PROGRESS",
      reason: "tasks failed to start.",
      breaker: { failed: 3, threshold: 3 },
    },
    {
      status: "rolling-back",
      percent: 33,
      sentence: "ECS takes tools:v2 back: tasks failed to start.; 3 tasks failed",
    },
  ],
  [
    "that was taken back, says so",
    { status: "ROLLBACK_SUCCESSFUL", reason: "somebody asked", running: 0 },
    { status: "rolled-back", percent: 0, sentence: "ECS has taken tools:v2 back: somebody asked" },
  ],
  [
    "that was stopped without a word, says that",
    { status: "STOPPED", running: 0 },
    { status: "stopped", percent: 0, sentence: "ECS has stopped tools:v2: it gives no reason" },
  ],
])("a deployment %s", (_what, seen, shown) => {
  expect(deploymentShown({ ...going, ...seen })).toEqual(shown);
});

test("a deployment that wants no tasks yet is at its beginning", () => {
  expect(deploymentShown({ ...going, requested: 0, running: 0, pending: 0 }).percent).toBe(0);
});
