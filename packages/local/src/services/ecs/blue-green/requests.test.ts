import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { blueGreenPlatform, pause, roleArn } from "./blue-green.fixture.ts";

let given: Awaited<ReturnType<typeof blueGreenPlatform>>;
beforeEach(async () => {
  given = await blueGreenPlatform();
  await given.push("v1");
  await given.register("v1");
});
afterEach(() => given.stop());

const advanced = (change: object) => () => {
  const [balancer] = given.loadBalancers ?? [];
  const advancedConfiguration = { ...Object(balancer?.advancedConfiguration), ...change };
  return { loadBalancers: [{ ...balancer, advancedConfiguration }] };
};
const configured = (change: object) => () => ({
  loadBalancers: given.loadBalancers,
  deploymentConfiguration: { strategy: "BLUE_GREEN" as const, bakeTimeInMinutes: 1, ...change },
});

describe("CreateService", () => {
  const listener = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/chat/1/2";
  test.each([
    [
      "no advancedConfiguration",
      () => ({ loadBalancers: given.loadBalancers?.map(({ advancedConfiguration: _, ...rest }) => rest) }),
      "advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy",
    ],
    [
      "a listener instead of a rule",
      advanced({ productionListenerRule: listener }),
      `productionListenerRule has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB. Got: ${listener}`,
    ],
    ["no role", advanced({ roleArn: undefined }), "roleArn"],
    [
      "one rule for both",
      () => advanced({ testListenerRule: given.rules.production })(),
      "cannot be used as both production and test listener rules",
    ],
    [
      "one target group for both",
      () => advanced({ alternateTargetGroupArn: given.blue })(),
      "Duplicate targetGroupArn found",
    ],
    [
      "an alternate group that is not there",
      () => advanced({ alternateTargetGroupArn: `${given.green}0` })(),
      "The specified target group does not exist",
    ],
    ["no bake", configured({ bakeTimeInMinutes: undefined }), "bakeTimeInMinutes must be provided"],
    ["a bake of two days", configured({ bakeTimeInMinutes: 2880 }), "between 0 and 1440"],
    [
      "a pause in a shift",
      configured({ lifecycleHooks: [pause("PRODUCTION_TRAFFIC_SHIFT")] }),
      "Invalid lifecycle stage provided for Pause Hook",
    ],
    [
      "a pause of 15 days",
      configured({ lifecycleHooks: [pause("POST_SCALE_UP", { timeoutInMinutes: 21_600 })] }),
      "timeoutInMinutes must be between 1 and 20160",
    ],
    [
      "eleven pauses",
      configured({ lifecycleHooks: Array(11).fill(pause("POST_SCALE_UP")) }),
      "at most 10 PAUSE",
    ],
    [
      "a function without its role",
      configured({ lifecycleHooks: [{ hookTargetArn: "f", lifecycleStages: ["POST_SCALE_UP"] }] }),
      "hookTargetArn and roleArn must be provided",
    ],
    [
      "hooks of a rolling deployment",
      configured({ strategy: "ROLLING", bakeTimeInMinutes: 0, lifecycleHooks: [pause("POST_SCALE_UP")] }),
      "lifecycleHooks with the strategy ROLLING",
    ],
  ])("with %s is refused", async (_, change, message) => {
    const input = { ...configured({})(), ...change() };
    const created = given.call("CreateService", {
      cluster: "chat",
      serviceName: "blue",
      taskDefinition: "open-webui",
      desiredCount: 1,
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-a"] } },
      ...input,
    });
    await expect(created).rejects.toThrow(message);
  });

  test("without a rule for tests needs both groups under the production rule", async () => {
    const withoutTests = advanced({ testListenerRule: undefined })();
    await given.clock.run(
      given.world.call(
        "elasticloadbalancing",
        "ModifyRule",
        { RuleArn: given.rules.production, Actions: [{ Type: "forward", TargetGroupArn: given.blue }] },
        { region: "us-east-1", principal: { kind: "person" } },
      ),
    );
    const create = () => {
      const { deploymentConfiguration } = configured({})();
      return given.call("CreateService", {
        cluster: "chat",
        serviceName: "blue",
        taskDefinition: "open-webui",
        desiredCount: 1,
        launchType: "FARGATE",
        networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-a"] } },
        deploymentConfiguration,
        ...withoutTests,
      });
    };
    await expect(create()).rejects.toThrow("testListenerRule is required when productionListenerRule");
    const TargetGroups = [
      { TargetGroupArn: given.blue, Weight: 1 },
      { TargetGroupArn: given.green, Weight: 0 },
    ];
    await given.clock.run(
      given.world.call(
        "elasticloadbalancing",
        "ModifyRule",
        { RuleArn: given.rules.production, Actions: [{ Type: "forward", ForwardConfig: { TargetGroups } }] },
        { region: "us-east-1", principal: { kind: "person" } },
      ),
    );
    await create();
    await given.until("SUCCESSFUL");
    expect(await given.meets("production")).toBe("v1");
  });
});

describe("UpdateService", () => {
  test("leads from rolling to blue-green and back, between deployments alone", async () => {
    await given.create(1, { strategy: "ROLLING", bakeTimeInMinutes: 0 });
    await expect(given.update("v2", { strategy: "BLUE_GREEN", bakeTimeInMinutes: 0 })).rejects.toThrow(
      "cannot be changed while a service deployment is in progress",
    );
    await given.steady();
    await given.update("v3", { strategy: "BLUE_GREEN", bakeTimeInMinutes: 0 });
    await expect(given.update("v4", { strategy: "ROLLING" })).rejects.toThrow("in progress");
    await given.until("SUCCESSFUL");
    expect(await given.weights("production")).toEqual([0, 100]);
    await given.update("v5", { strategy: "ROLLING" });
    await given.steady();
    // Rolling tasks join the group on which the users are.
    expect(await given.weights("production")).toEqual([0, 100]);
    expect(await given.meets("production")).toBe("v5");
  });

  test("brings advancedConfiguration by a rolling deployment before the strategy changes", async () => {
    const plain = given.loadBalancers?.map(({ advancedConfiguration: _, ...rest }) => rest);
    await given.call("CreateService", {
      cluster: "chat",
      serviceName: "blue",
      taskDefinition: "open-webui",
      desiredCount: 1,
      launchType: "FARGATE",
      loadBalancers: plain,
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-a"] } },
    });
    await given.steady();
    const deploymentConfiguration = { strategy: "BLUE_GREEN" as const, bakeTimeInMinutes: 0 };
    const update = (change: object) =>
      given.call("UpdateService", { cluster: "chat", service: "blue", ...change });
    await expect(update({ deploymentConfiguration })).rejects.toThrow(
      "advancedConfiguration field is required",
    );
    await expect(update({ deploymentConfiguration, loadBalancers: given.loadBalancers })).rejects.toThrow(
      "by ROLLING before the strategy becomes BLUE_GREEN",
    );
    await update({ loadBalancers: given.loadBalancers });
    await given.steady();
    await update({ deploymentConfiguration, forceNewDeployment: true });
    const { targetServiceRevision } = await given.until("SUCCESSFUL");
    expect(targetServiceRevision?.requestedProductionTrafficWeight).toBe(100);
  });

  test("keeps hooks and bake until it is told others, and an empty list takes the hooks away", async () => {
    await given.create(1, { lifecycleHooks: [pause("POST_SCALE_UP")] });
    const described = async () => (await given.describe()).deploymentConfiguration;
    expect(await described()).toMatchObject({
      strategy: "BLUE_GREEN",
      bakeTimeInMinutes: 2,
      lifecycleHooks: [
        {
          targetType: "PAUSE",
          lifecycleStages: ["POST_SCALE_UP"],
          timeoutConfiguration: { timeoutInMinutes: 1440, action: "ROLLBACK" },
        },
      ],
    });
    const deploymentConfiguration = { bakeTimeInMinutes: 5, lifecycleHooks: [] };
    await given.call("UpdateService", { cluster: "chat", service: "blue", deploymentConfiguration });
    expect(await described()).toMatchObject({ strategy: "BLUE_GREEN", bakeTimeInMinutes: 5 });
    expect((await described())?.lifecycleHooks).toBeUndefined();
  });
});

test("ECS asks the load balancer with the role that it was given", async () => {
  const callers = new Set<string>();
  const watched = await blueGreenPlatform([
    (call, next) => {
      const { principal } = call.context;
      if (call.service === "elasticloadbalancing" && principal.kind === "role")
        callers.add(`${principal.arn} ${call.operation}`);
      return next(call);
    },
  ]);
  await watched.push("v1");
  await watched.register("v1");
  await watched.create(1);
  await watched.until("SUCCESSFUL");
  expect([...callers].toSorted()).toEqual(
    ["DescribeRules", "DescribeTargetHealth", "ModifyRule", "RegisterTargets"].map(
      (operation) => `${roleArn} ${operation}`,
    ),
  );
  await watched.stop();
});
