import { ecsServicesOf, listenerRulesOf, targetGroupsOf } from "@signalbox/core/platform/platform";
import { afterEach, describe, expect, test } from "vitest";
import { type Booted, boot } from "../boot.ts";
import { names } from "../deploy/development.fixture.ts";
import { type VirtualClock, virtualClock } from "../world/clock.ts";

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

const region = "us-east-1";
const person = { region, principal: { kind: "person" } } as const;

/** The platform under modelled traffic, in virtual time. */
async function platform(): Promise<{
  booted: Booted;
  clock: VirtualClock;
  pass: (seconds: number) => Promise<void>;
}> {
  const clock = virtualClock();
  const booted = await clock.run(boot({ clock, port: 0, seed: 1, requestsPerSecond: 10, policy: {} }));
  booted.traffic.start();
  stop = () => clock.run(booted.stop());
  const pass = (seconds: number): Promise<void> => clock.run(clock.sleep(seconds * 1000));
  await pass(30);
  return { booted, clock, pass };
}

const snapshot = ({ traffic }: Booted) => traffic.ledger.snapshot();

describe("the data plane", () => {
  test("loses what users send to a dark region, and nothing once it is back", async () => {
    const { booted, pass } = await platform();
    booted.cloud.faults.add({ kind: "region-dark", region, plane: "data", forSeconds: 20 });
    await pass(20);
    const dark = snapshot(booted).losses["connection-error"];
    expect(dark).toBeGreaterThanOrEqual(190);
    await pass(60);
    expect(snapshot(booted).lost - dark).toBeLessThanOrEqual(10);
  });

  test("cannot reach the tasks of a dark zone until health checks take them out, and has them again after", async () => {
    const { booted, pass } = await platform();
    booted.cloud.faults.add({ kind: "zone-dark", zone: "us-east-1a", forSeconds: 300 });
    await pass(30);
    const lost = snapshot(booted).losses["502"];
    expect(lost).toBeGreaterThan(0);
    await pass(120);
    const later = snapshot(booted).losses["502"];
    await pass(60);
    expect(snapshot(booted).losses["502"]).toBe(later);
  });

  test("meets running containers that turn bad, and sound ones when that is mended", async () => {
    const { booted, pass } = await platform();
    const { faults } = booted.cloud;
    const id = faults.add({
      kind: "image-misbehaves",
      repository: names.repository("open-webui"),
      behaviour: "errors",
    });
    await pass(120);
    const bad = snapshot(booted).total.faults;
    expect(bad).toBeGreaterThan(20);
    faults.remove(id);
    await pass(120);
    expect(snapshot(booted).total.faults - bad).toBeLessThan(5);
  });

  test("loses a task that crashes; ECS starts another in its place", async () => {
    const { booted, clock, pass } = await platform();
    const [group] = booted.platform.groups;
    const { cluster } = group!;
    const [service = ""] = ecsServicesOf(group!);
    // Modelled requests are sent on the second; these are under way.
    await pass(0.02);
    booted.cloud.faults.add({ kind: "task-crash", service, region, tasks: 2 });
    await pass(0);
    expect(booted.cloud.faults.struck()).toHaveLength(2);
    await pass(300);
    const call = booted.world.call("ecs", "DescribeServices", { cluster, services: [service] }, person);
    const { services } = await clock.run(call);
    expect(services?.[0]).toMatchObject({ desiredCount: 3, runningCount: 3 });
    expect(snapshot(booted).lost).toBeGreaterThan(0);
  });

  test("goes on by old weights while a load balancer lags, though the control plane shows the new ones", async () => {
    const { booted, clock, pass } = await platform();
    booted.cloud.faults.add({ kind: "weights-lag", seconds: 60 });
    const [group] = booted.platform.groups;
    const [RuleArn = ""] = listenerRulesOf(group!);
    const TargetGroups = targetGroupsOf(group!).map((TargetGroupArn, index) => ({
      TargetGroupArn,
      Weight: index === 0 ? 0 : 100,
    }));
    const Actions = [{ Type: "forward" as const, ForwardConfig: { TargetGroups } }];
    await clock.run(booted.world.call("elasticloadbalancing", "ModifyRule", { RuleArn, Actions }, person));
    const read = booted.world.call("elasticloadbalancing", "DescribeRules", { RuleArns: [RuleArn] }, person);
    const { Rules } = await clock.run(read);
    expect(Rules?.[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups).toMatchObject(TargetGroups);
    const before = snapshot(booted).losses["503"];
    await pass(50);
    expect(snapshot(booted).losses["503"]).toBe(before);
    // Green has no task.
    await pass(30);
    expect(snapshot(booted).losses["503"]).toBeGreaterThan(before + 50);
  });
});
