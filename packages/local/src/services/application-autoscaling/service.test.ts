import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { platform } from "../ecs/ecs.fixture.ts";
import type { Input } from "../service.ts";

let given: Awaited<ReturnType<typeof platform>>;
beforeEach(async () => {
  given = await platform();
  await given.push("v1");
  await given.register("v1");
});
afterEach(() => given.stop());

const caller = { region: "us-east-1", principal: { kind: "person" } } as const;
const name = {
  ServiceNamespace: "ecs",
  ResourceId: "service/chat/blue",
  ScalableDimension: "ecs:service:DesiredCount",
} as const;
type Change = Partial<Input<"application-autoscaling", "RegisterScalableTarget">>;
const register = (change: Change) =>
  given.clock.run(
    given.world.call("application-autoscaling", "RegisterScalableTarget", { ...name, ...change }, caller),
  );
const target = async () => {
  const { ScalableTargets } = await given.world.call(
    "application-autoscaling",
    "DescribeScalableTargets",
    { ServiceNamespace: "ecs" },
    caller,
  );
  return ScalableTargets?.[0];
};

describe("registering a scalable target", () => {
  test("brings the desired count into its bounds", async () => {
    await given.create(0);
    await register({ MinCapacity: 2, MaxCapacity: 4 });
    expect((await given.describe()).desiredCount).toBe(2);
    await register({ MinCapacity: 0, MaxCapacity: 1 });
    expect((await given.describe()).desiredCount).toBe(1);
  });

  test("leaves a count alone whose way back is suspended", async () => {
    await given.create(3);
    await register({ MinCapacity: 0, MaxCapacity: 1, SuspendedState: { DynamicScalingInSuspended: true } });
    expect((await given.describe()).desiredCount).toBe(3);
    await register({ MinCapacity: 5, MaxCapacity: 9, SuspendedState: { DynamicScalingOutSuspended: true } });
    expect((await given.describe()).desiredCount).toBe(3);
    await register({ SuspendedState: { DynamicScalingOutSuspended: false } });
    expect((await given.describe()).desiredCount).toBe(5);
  });

  test("again changes only what it names, member by member", async () => {
    await given.create(0);
    const first = await register({ MinCapacity: 0, MaxCapacity: 4 });
    await register({ SuspendedState: { DynamicScalingInSuspended: true } });
    const second = await register({ MaxCapacity: 6, SuspendedState: { ScheduledScalingSuspended: true } });
    expect(second.ScalableTargetARN).toBe(first.ScalableTargetARN);
    expect(await target()).toMatchObject({
      MinCapacity: 0,
      MaxCapacity: 6,
      SuspendedState: {
        DynamicScalingInSuspended: true,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: true,
      },
    });
  });

  test.each([
    ["without bounds at first", {}],
    ["with a maximum below the minimum", { MinCapacity: 3, MaxCapacity: 2 }],
    ["for a service that is not there", { MinCapacity: 0, MaxCapacity: 2, ResourceId: "service/chat/green" }],
    ["for a cluster that is not there", { MinCapacity: 0, MaxCapacity: 2, ResourceId: "service/x/blue" }],
  ])("%s is a ValidationException and registers nothing", async (_, change) => {
    await given.create(0);
    await expect(register(change)).rejects.toMatchObject({ name: "ValidationException" });
    expect(await target()).toBeUndefined();
  });
});

test("a target deregistered is gone, and cannot be deregistered twice", async () => {
  await given.create(0);
  await register({ MinCapacity: 0, MaxCapacity: 2 });
  const deregister = () =>
    given.world.call("application-autoscaling", "DeregisterScalableTarget", name, caller);
  await deregister();
  expect(await target()).toBeUndefined();
  await expect(deregister()).rejects.toMatchObject({ name: "ObjectNotFoundException" });
});

test("scaling policies are refused by name", async () => {
  const policy = { ...name, PolicyName: "cpu" };
  await expect(
    given.world.call("application-autoscaling", "PutScalingPolicy", policy, caller),
  ).rejects.toThrow("application-autoscaling:PutScalingPolicy");
});
