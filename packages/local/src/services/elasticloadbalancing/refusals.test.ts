import type { Action, ForwardActionConfig } from "@aws-sdk/client-elastic-load-balancing-v2";
import { describe, expect, test } from "vitest";
import { forward } from "../../world/plane/platform.fixture.ts";
import { made, on, type Platform } from "./modelled.fixture.ts";

describe("is refused:", () => {
  const tuple = (TargetGroupArn: string, Weight: number) => ({ TargetGroupArn, Weight });
  type Groups = Record<"blue" | "green", string>;
  const modify = (actions: (groups: Groups) => Action[]) => async (p: Platform) => {
    const { rule, ...groups } = await made(p);
    return p.call("ModifyRule", { RuleArn: rule, Actions: actions(groups) });
  };
  const forwarding = (config: (groups: Groups) => ForwardActionConfig) =>
    modify((groups) => [{ Type: "forward", ForwardConfig: config(groups) }]);
  const target = (Id: string, Port?: number) => async (p: Platform) =>
    p.call("RegisterTargets", { TargetGroupArn: await p.group("blue"), Targets: [{ Id, Port }] });
  const attribute = (Key: string, Value: string) => async (p: Platform) =>
    p.call("ModifyTargetGroupAttributes", {
      TargetGroupArn: await p.group("blue"),
      Attributes: [{ Key, Value }],
    });

  test.each<[what: string, error: string, says: RegExp, work: (p: Platform) => Promise<unknown>]>([
    [
      "a weight over 999",
      "ValidationError",
      /'1000'/,
      forwarding(({ blue }) => ({ TargetGroups: [tuple(blue, 1000)] })),
    ],
    [
      "a negative weight",
      "ValidationError",
      /'-1'/,
      forwarding(({ blue }) => ({ TargetGroups: [tuple(blue, -1)] })),
    ],
    [
      "six target groups",
      "ValidationError",
      /maximum of 5/,
      forwarding(({ blue }) => ({ TargetGroups: Array.from({ length: 6 }, () => tuple(blue, 1)) })),
    ],
    [
      "a target group twice",
      "ValidationError",
      /more than once/,
      forwarding(({ blue }) => ({ TargetGroups: [tuple(blue, 1), tuple(blue, 2)] })),
    ],
    [
      "an unknown target group",
      "TargetGroupNotFound",
      /nowhere/,
      forwarding(() => ({ TargetGroups: [tuple("nowhere", 1)] })),
    ],
    [
      "stickiness of target groups for longer than a week",
      "ValidationError",
      /'604801'/,
      forwarding(({ blue }) => ({
        TargetGroups: [tuple(blue, 1)],
        TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 604_801 },
      })),
    ],
    [
      "both TargetGroupArn and other groups",
      "ValidationError",
      /single target group/,
      modify(({ blue, green }) => [
        { Type: "forward", TargetGroupArn: blue, ForwardConfig: { TargetGroups: [tuple(green, 1)] } },
      ]),
    ],
    [
      "two forward actions",
      "InvalidLoadBalancerAction",
      /only one/,
      modify(({ blue, green }) => [forward([blue, 1]), forward([green, 1])]),
    ],
    [
      "an action of another type",
      "NotImplementedException",
      /authenticate-oidc/,
      modify(() => [{ Type: "authenticate-oidc" }]),
    ],
    [
      "a change of the default rule",
      "OperationNotPermitted",
      /cannot be modified/,
      async (p) => {
        const { blue, listener } = await made(p);
        const { Rules } = await p.call("DescribeRules", { ListenerArn: listener });
        return p.call("ModifyRule", { RuleArn: Rules?.at(-1)?.RuleArn, Actions: [forward([blue, 1])] });
      },
    ],
    ["a target outside private ranges", "InvalidTarget", /8\.8\.8\.8/, target("8.8.8.8")],
    ["a target that is no address", "ValidationError", /not a valid IPv4/, target("i-0123456789")],
    ["a port out of range", "ValidationError", /70000/, target("10.0.0.1", 70_000)],
    [
      "stickiness by the application's cookie",
      "NotImplementedException",
      /app_cookie/,
      attribute("stickiness.type", "app_cookie"),
    ],
    [
      "a slow start",
      "NotImplementedException",
      /slow_start.duration_seconds = 60/,
      attribute("slow_start.duration_seconds", "60"),
    ],
    [
      "a slow start that AWS has not",
      "ValidationError",
      /'20'/,
      attribute("slow_start.duration_seconds", "20"),
    ],
    [
      "an algorithm that the local cloud lacks",
      "NotImplementedException",
      /weighted_random/,
      attribute("load_balancing.algorithm.type", "weighted_random"),
    ],
    [
      "a deregistration delay of two hours",
      "ValidationError",
      /'7200'/,
      attribute("deregistration_delay.timeout_seconds", "7200"),
    ],
    [
      "a health check that takes longer than its interval",
      "ValidationError",
      /smaller than the interval/,
      (p) => p.group("blue", { HealthCheckTimeoutSeconds: 5 }),
    ],
    [
      "a network load balancer",
      "NotImplementedException",
      /network/,
      (p) => p.call("CreateLoadBalancer", { Name: "n", Type: "network", Subnets: ["a", "b"] }),
    ],
    [
      "a load balancer in one subnet",
      "ValidationError",
      /At least two subnets/,
      (p) => p.call("CreateLoadBalancer", { Name: "n", Subnets: ["a"] }),
    ],
  ])("%s", async (_, name, says, work) => {
    await on(async (p) => {
      await expect(work(p)).rejects.toMatchObject({ name, message: expect.stringMatching(says) });
    })();
  });
});
