import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ConnectionReset } from "../../../gate/connection-reset.ts";
import { AwsError } from "../../error.ts";
import { blueGreenPlatform } from "./blue-green.fixture.ts";

const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:check";

let given: Awaited<ReturnType<typeof blueGreenPlatform>>;
let asked: { readonly at: number; readonly event: { readonly lifecycleStage: string } & object }[];
/** What the function answers, one after the other; the last again and again. */
let answers: unknown[];
/** What befalls the next invocations before they reach the function. */
let faults: Error[];
beforeEach(async () => {
  faults = [];
  given = await blueGreenPlatform([
    (call, next) => {
      const fault = call.operation === "Invoke" ? faults.shift() : undefined;
      if (fault) throw fault;
      return next(call);
    },
  ]);
  await given.push("v1");
  await given.register("v1");
  await given.create(1, { bakeTimeInMinutes: 0 });
  await given.until("SUCCESSFUL");
  asked = [];
  answers = [{ hookStatus: "SUCCEEDED" }];
  given.functions.install({
    functionName: "check",
    region: "us-east-1",
    roleArn: "arn:aws:iam::123456789012:role/check",
    timeoutSeconds: 60,
    memoryMb: 128,
    environment: {},
    load: async () => async (event) => {
      asked.push({ at: given.clock.now(), event: { lifecycleStage: "", ...Object(event) } });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
});
afterEach(() => given.stop());

const hook = (stage: "POST_SCALE_UP" | "PRODUCTION_TRAFFIC_SHIFT", more: object = {}) => ({
  hookTargetArn: functionArn,
  roleArn: "arn:aws:iam::123456789012:role/hooks",
  lifecycleStages: [stage],
  ...more,
});

describe("a function's hook", () => {
  test("is told what AWS's is told, and lets the deployment go on", async () => {
    await given.update("v2", { lifecycleHooks: [hook("PRODUCTION_TRAFFIC_SHIFT")] });
    const { serviceDeploymentArn, sourceServiceRevisions, targetServiceRevision } =
      await given.until("SUCCESSFUL");
    expect(asked.map(({ event }) => event)).toEqual([
      {
        executionId: expect.any(String),
        lifecycleStage: "PRODUCTION_TRAFFIC_SHIFT",
        resourceArn: serviceDeploymentArn,
        executionDetails: {
          serviceArn: "arn:aws:ecs:us-east-1:123456789012:service/chat/blue",
          targetServiceRevisionArn: targetServiceRevision?.arn,
          testTrafficWeights: {},
          productionTrafficWeights: {
            [targetServiceRevision?.arn ?? ""]: 100,
            [sourceServiceRevisions?.[0]?.arn ?? ""]: 0,
          },
        },
      },
    ]);
    expect((await given.latest()).lifecycleHookDetails).toMatchObject([
      { targetType: "AWS_LAMBDA", targetArn: functionArn, status: "SUCCEEDED" },
    ]);
  });

  test("that is in progress is asked again after 30 s, or when it says, with what it remembers", async () => {
    answers = [
      { hookStatus: "IN_PROGRESS", hookDetails: { seen: 1 } },
      { hookStatus: "IN_PROGRESS", callBackDelay: 90 },
      { hookStatus: "SUCCEEDED" },
    ];
    await given.update("v2", { lifecycleHooks: [hook("POST_SCALE_UP", { hookDetails: { port: 8080 } })] });
    await given.until("SUCCESSFUL");
    const gaps = asked.slice(1).map(({ at }, index) => Math.round((at - (asked[index]?.at ?? 0)) / 1000));
    expect(gaps[0]).toBeGreaterThanOrEqual(30);
    expect(gaps[0]).toBeLessThanOrEqual(32);
    expect(gaps[1]).toBeGreaterThanOrEqual(90);
    expect(asked.map(({ event }) => Object(event).hookDetails)).toEqual([
      { port: 8080 },
      { port: 8080, seen: 1 },
      { port: 8080, seen: 1 },
    ]);
  });

  test.each([
    ["fails", { hookStatus: "FAILED" }, `Lifecycle hook target ${functionArn} returned FAILED status.`],
    ["answers nothing", {}, `due to HookStatus must not be null`],
    ["throws", new Error("no"), `Lifecycle hook target ${functionArn} failed`],
  ])("that %s sends the deployment back", async (_, answer, why) => {
    answers = [answer];
    await given.update("v2", { lifecycleHooks: [hook("POST_SCALE_UP")] });
    const done = await given.until("ROLLBACK_SUCCESSFUL");
    expect(done.statusReason).toContain("because POST_SCALE_UP lifecycle hook(s) failed.");
    expect(done.statusReason).toContain(why);
    expect(await given.meets("production")).toBe("v1");
  });

  test("that cannot be reached at first is asked until it can, one that is refused fails", async () => {
    faults = [new ConnectionReset(), new AwsError("TooManyRequestsException", "", { statusCode: 429 })];
    await given.update("v2", { lifecycleHooks: [hook("POST_SCALE_UP")] });
    await given.until("SUCCESSFUL");
    expect(faults).toEqual([]);
    faults = [new AwsError("AccessDeniedException", "not authorized to perform: lambda:InvokeFunction")];
    await given.update("v3");
    const { statusReason } = await given.until("ROLLBACK_SUCCESSFUL");
    expect(statusReason).toContain("ECS was unable to invoke hook target");
  });

  test("of a shift is asked again on the way back, with the weights turned round", async () => {
    await given.update("v2", { bakeTimeInMinutes: 5, lifecycleHooks: [hook("PRODUCTION_TRAFFIC_SHIFT")] });
    const { serviceDeploymentArn, targetServiceRevision } = await given.until("BAKE_TIME");
    await given.call("StopServiceDeployment", { serviceDeploymentArn });
    await given.until("ROLLBACK_SUCCESSFUL");
    const weights = asked.map(
      ({ event }) =>
        Object(event).executionDetails.productionTrafficWeights[targetServiceRevision?.arn ?? ""],
    );
    expect(weights).toEqual([100, 0]);
  });

  test("that never ends takes its time-out's action", async () => {
    answers = [{ hookStatus: "IN_PROGRESS" }];
    const timeoutConfiguration = { timeoutInMinutes: 3, action: "CONTINUE" as const };
    await given.update("v2", { lifecycleHooks: [hook("POST_SCALE_UP", { timeoutConfiguration })] });
    const done = await given.until("SUCCESSFUL");
    expect(done.lifecycleHookDetails).toMatchObject([{ status: "TIMED_OUT" }]);
  });
});
