import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { blueGreenPlatform, pause } from "./blue-green.fixture.ts";

const sampleFile = "../../../../../../test/fixtures/events/ecs-hook.awaiting-action.json";
const sample = JSON.parse(readFileSync(new URL(sampleFile, import.meta.url), "utf8"));

let given: Awaited<ReturnType<typeof blueGreenPlatform>>;
beforeEach(async () => {
  given = await blueGreenPlatform();
  await given.push("v1");
  await given.register("v1");
  await given.create(1, { bakeTimeInMinutes: 0 });
  await given.until("SUCCESSFUL");
});
afterEach(() => given.stop());

const awaiting = async () => {
  for (let waited = 0; waited < 300; waited++) {
    const { lifecycleHookDetails = [], serviceDeploymentArn, lifecycleStage } = await given.latest();
    const hook = lifecycleHookDetails.find(({ status }) => status === "AWAITING_ACTION");
    if (hook) return { ...hook, serviceDeploymentArn, lifecycleStage };
    await given.pass(1);
  }
  throw new Error("no hook awaits an action");
};
const hookEvents = () =>
  given.details("ECS Hook State Change").map((detail) => Object(detail).eventName as string);

describe("a pause hook", () => {
  test.each([
    "PRE_SCALE_UP",
    "POST_SCALE_UP",
    "POST_TEST_TRAFFIC_SHIFT",
    "PRE_PRODUCTION_TRAFFIC_SHIFT",
    "POST_PRODUCTION_TRAFFIC_SHIFT",
  ] as const)("at %s holds the deployment there until it is continued", async (stage) => {
    await given.update("v2", { lifecycleHooks: [pause(stage)] });
    const { hookId, serviceDeploymentArn } = await awaiting();
    await given.pass(3600);
    expect(await given.latest()).toMatchObject({ status: "IN_PROGRESS", lifecycleStage: stage });
    await given.call("ContinueServiceDeployment", { serviceDeploymentArn, hookId });
    await given.until("SUCCESSFUL");
    expect(hookEvents()).toEqual(["HOOK_AWAITING_ACTION", "HOOK_SUCCEEDED"]);
  });

  test("tells EventBridge what AWS's own example tells", async () => {
    await given.update("v2", {
      lifecycleHooks: [pause("POST_TEST_TRAFFIC_SHIFT", { timeoutInMinutes: 10 })],
    });
    const { hookId, serviceDeploymentArn, expiresAt } = await awaiting();
    const event = given.events.find((one) => one["detail-type"] === "ECS Hook State Change");
    expect(Object.keys(event ?? {}).toSorted()).toEqual(Object.keys(sample).toSorted());
    expect(Object.keys(Object(event?.detail)).toSorted()).toEqual(Object.keys(sample.detail).toSorted());
    expect(event).toMatchObject({ source: "aws.ecs", resources: [serviceDeploymentArn] });
    expect(event?.detail).toEqual({
      eventType: "INFO",
      eventName: "HOOK_AWAITING_ACTION",
      hookId,
      hookType: "PAUSE",
      expiresAt: expiresAt?.toISOString().replace(/\.\d+Z$/, "Z"),
      lifecycleStage: "POST_TEST_TRAFFIC_SHIFT",
      clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/chat",
      serviceArn: "arn:aws:ecs:us-east-1:123456789012:service/chat/blue",
      serviceDeploymentArn,
      updatedAt: expect.any(String),
    });
    expect(hookId).toMatch(/^ecs-pause-[\w-]{43}$/);
  });

  test("can be answered with the way back", async () => {
    await given.update("v2", { lifecycleHooks: [pause("POST_TEST_TRAFFIC_SHIFT")] });
    const { hookId, serviceDeploymentArn } = await awaiting();
    await given.call("ContinueServiceDeployment", { serviceDeploymentArn, hookId, action: "ROLLBACK" });
    expect((await given.latest()).status).toMatch(/^ROLLBACK_/);
    const done = await given.until("ROLLBACK_SUCCESSFUL");
    expect(done.statusReason).toBe(
      "Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed.",
    );
    expect(hookEvents()).toEqual(["HOOK_AWAITING_ACTION", "HOOK_FAILED"]);
    expect([await given.meets("production"), await given.meets("test")]).toEqual(["v1", "v1"]);
  });

  test.each([
    ["goes back", undefined, "ROLLBACK_SUCCESSFUL", "v1"],
    ["goes on", "CONTINUE" as const, "SUCCESSFUL", "v2"],
  ])("that nobody answers %s at its time", async (_, action, status, revision) => {
    await given.update("v2", {
      lifecycleHooks: [pause("POST_TEST_TRAFFIC_SHIFT", { timeoutInMinutes: 7, action })],
    });
    const { expiresAt } = await awaiting();
    const left = (expiresAt?.getTime() ?? 0) - given.clock.now();
    await given.pass(left / 1000 - 3);
    expect((await given.latest()).status).toBe("IN_PROGRESS");
    const done = await given.until(status);
    expect(done.lifecycleHookDetails).toMatchObject([{ status: "TIMED_OUT" }]);
    if (status === "ROLLBACK_SUCCESSFUL")
      expect(done.statusReason).toBe(
        "Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT pause hook timed out.",
      );
    expect(hookEvents()).toEqual(["HOOK_AWAITING_ACTION", "HOOK_TIMED_OUT"]);
    expect(await given.meets("production")).toBe(revision);
  });

  test("beside another one at its stage waits for both", async () => {
    await given.update("v2", { lifecycleHooks: [pause("POST_SCALE_UP"), pause("POST_SCALE_UP")] });
    for (const left of [1, 0]) {
      const { hookId, serviceDeploymentArn } = await awaiting();
      await given.call("ContinueServiceDeployment", { serviceDeploymentArn, hookId });
      await given.pass(30);
      expect((await given.latest()).lifecycleStage === "POST_SCALE_UP").toBe(left === 1);
    }
  });

  test("is invalid once a newer deployment was started", async () => {
    await given.update("v2", { lifecycleHooks: [pause("POST_SCALE_UP")] });
    const { hookId, serviceDeploymentArn } = await awaiting();
    await given.update("v3");
    await expect(
      given.call("ContinueServiceDeployment", { serviceDeploymentArn, hookId }),
    ).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Continuing a service deployment is not allowed for service deployment in terminal states.",
    });
  });

  test("is continued by its own id, once, and in its own deployment", async () => {
    await given.update("v2", { lifecycleHooks: [pause("POST_SCALE_UP")] });
    const { hookId = "", serviceDeploymentArn = "" } = await awaiting();
    const go = (change: object) =>
      given.call("ContinueServiceDeployment", { serviceDeploymentArn, hookId, ...change });
    await expect(go({ hookId: "mine" })).rejects.toThrow("hookId must follow the format");
    await expect(go({ hookId: "ecs-pause-0" })).rejects.toThrow("Provided hookId is either completed");
    await expect(go({ serviceDeploymentArn: `${serviceDeploymentArn}0` })).rejects.toMatchObject({
      name: "ServiceDeploymentNotFoundException",
    });
    await go({});
    await expect(go({})).rejects.toThrow("Provided hookId is either completed");
  });
});
