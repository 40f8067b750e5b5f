import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ConnectionReset } from "../../../gate/connection-reset.ts";
import { AwsError } from "../../error.ts";
import { blueGreenPlatform, pause, roleArn } from "./blue-green.fixture.ts";

let given: Awaited<ReturnType<typeof blueGreenPlatform>>;
/** Whether the role may change rules. */
let denied = false;
/** Whether the answer of the next change of a rule is lost. */
let losesAnswer = false;
beforeEach(async () => {
  denied = false;
  losesAnswer = false;
  given = await blueGreenPlatform([
    async (call, next) => {
      const { principal } = call.context;
      if (losesAnswer && call.operation === "ModifyRule") {
        losesAnswer = false;
        await next(call);
        throw new ConnectionReset();
      }
      if (denied && call.operation === "ModifyRule" && principal.kind === "role" && principal.arn === roleArn)
        throw new AwsError("AccessDenied", "not authorized to perform: elasticloadbalancing:ModifyRule");
      return next(call);
    },
  ]);
  await given.push("v1");
  await given.register("v1");
});
afterEach(() => given.stop());

const started = async () => {
  await given.create(2);
  await given.until("SUCCESSFUL");
};

describe("a blue-green deployment", () => {
  test("goes back when its role may not change the rule, in AWS's words", async () => {
    await started();
    denied = true;
    await given.update("v2");
    const done = await given.until("ROLLBACK_SUCCESSFUL");
    expect(done.statusReason).toBe(
      "Service deployment rolled back because TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. not authorized to perform: elasticloadbalancing:ModifyRule",
    );
    expect(await given.meets("production")).toBe("v1");
  });

  test("of which the shift's answer was lost knows that green may have the users", async () => {
    await started();
    await given.update("v2", { lifecycleHooks: [pause("PRE_PRODUCTION_TRAFFIC_SHIFT")] });
    const { serviceDeploymentArn, lifecycleHookDetails } = await given.until("PRE_PRODUCTION_TRAFFIC_SHIFT");
    losesAnswer = true;
    await given.call("ContinueServiceDeployment", {
      serviceDeploymentArn,
      hookId: lifecycleHookDetails?.at(-1)?.hookId,
    });
    while (losesAnswer) await given.pass(1);
    expect(await given.weights("production")).toEqual([100, 0]);
    expect((await given.latest()).targetServiceRevision?.requestedProductionTrafficWeight).toBe(100);
    await given.call("StopServiceDeployment", { serviceDeploymentArn });
    await given.until("ROLLBACK_SUCCESSFUL");
    expect([await given.meets("production"), await given.meets("test")]).toEqual(["v1", "v1"]);
    expect(await given.tasks()).toHaveLength(2);
  });

  test("that may not change the rule back keeps green, on which the users are", async () => {
    await started();
    await given.update("v2");
    const { serviceDeploymentArn } = await given.until("BAKE_TIME");
    denied = true;
    await given.call("StopServiceDeployment", { serviceDeploymentArn });
    await given.until("ROLLBACK_FAILED");
    await given.pass(300);
    expect(await given.meets("production")).toBe("v2");
    expect(await given.tasks()).toHaveLength(4);
  });

  test("starts nothing when the production rule serves two groups", async () => {
    await started();
    const turn = (TargetGroups: object[]) =>
      given.clock.run(
        given.world.call(
          "elasticloadbalancing",
          "ModifyRule",
          {
            RuleArn: given.rules.production,
            Actions: [{ Type: "forward", ForwardConfig: { TargetGroups } }],
          },
          { region: "us-east-1", principal: { kind: "person" } },
        ),
      );
    await turn([
      { TargetGroupArn: given.blue, Weight: 50 },
      { TargetGroupArn: given.green, Weight: 50 },
    ]);
    await given.update("v2");
    const done = await given.until("ROLLBACK_SUCCESSFUL");
    expect(done.statusReason).toContain("should have exactly one target group serving traffic but found 2");
    expect(await given.weights("production")).toEqual([50, 50]);
    expect(await given.tasks()).toHaveLength(2);
  });
});
