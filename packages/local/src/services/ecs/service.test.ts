import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Guard } from "../../gate/gate.ts";
import { AwsError } from "../error.ts";
import { platform } from "./ecs.fixture.ts";

let given: Awaited<ReturnType<typeof platform>>;
beforeEach(async () => {
  given = await platform();
  await given.push("v1");
  await given.register("v1");
});
afterEach(() => given.stop());

describe("a service", () => {
  test("starts as many tasks as desired, registers them and reaches a steady state", async () => {
    await given.create(3);
    await given.steady();
    expect(await given.describe()).toMatchObject({
      status: "ACTIVE",
      desiredCount: 3,
      runningCount: 3,
      pendingCount: 0,
    });
    expect(await given.health()).toEqual(["healthy", "healthy", "healthy"]);
    const [deployment] = (await given.describe()).deployments ?? [];
    expect(deployment).toMatchObject({ status: "PRIMARY", rolloutState: "COMPLETED", runningCount: 3 });
  });

  test("goes through AWS's states, and each task has an address of its own", async () => {
    await given.create(2);
    await given.steady();
    const addresses = (await given.tasks()).map(
      ({ containers }) => containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address,
    );
    expect(new Set(addresses).size).toBe(2);
    expect(addresses.every((address) => address?.startsWith("10."))).toBe(true);
    const first = given.details("ECS Task State Change")[0] as { taskArn: string };
    const states = given
      .details("ECS Task State Change")
      .map((detail) => detail as { taskArn: string; lastStatus: string; version: number })
      .filter(({ taskArn }) => taskArn === first.taskArn);
    expect(states.map(({ lastStatus }) => lastStatus)).toEqual([
      "PROVISIONING",
      "PENDING",
      "ACTIVATING",
      "RUNNING",
    ]);
    expect(states.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
  });

  test("replaces a task that was stopped", async () => {
    await given.create(2);
    await given.steady();
    const [task] = await given.tasks();
    await given.call("StopTask", { cluster: "chat", task: task?.taskArn, reason: "drill" });
    await given.pass(60);
    await given.steady();
    const stopped = await given.tasks("STOPPED");
    expect(stopped).toMatchObject([
      { taskArn: task?.taskArn, lastStatus: "STOPPED", stopCode: "UserInitiated", stoppedReason: "drill" },
    ]);
    expect((await given.describe()).runningCount).toBe(2);
  });

  test("scales in only after the target has drained: SIGTERM comes after the deregistration delay", async () => {
    await given.create(2);
    await given.steady();
    await given.call("UpdateService", { cluster: "chat", service: "blue", desiredCount: 1 });
    await given.pass(10);
    expect((await given.health()).toSorted()).toEqual(["draining", "healthy"]);
    const [leaving] = await given.tasks("STOPPED");
    expect(leaving).toMatchObject({ lastStatus: "DEACTIVATING", desiredStatus: "STOPPED" });
    expect(leaving?.executionStoppedAt).toBeUndefined();
    await given.pass(60);
    expect(await given.health()).toEqual(["healthy"]);
    const [left] = await given.tasks("STOPPED");
    expect(left).toMatchObject({ lastStatus: "STOPPED", stopCode: "ServiceSchedulerInitiated" });
    const drained = Number(left?.executionStoppedAt) - Number(left?.stoppingAt);
    expect(drained).toBeGreaterThanOrEqual(20_000);
  });

  test("deleted, drains and gets inactive; above zero it must be forced", async () => {
    await given.create(1);
    await given.steady();
    await expect(given.call("DeleteService", { cluster: "chat", service: "blue" })).rejects.toThrow(
      "The service cannot be stopped while it is scaled above 0.",
    );
    await given.call("DeleteService", { cluster: "chat", service: "blue", force: true });
    expect((await given.describe()).status).toBe("DRAINING");
    await given.pass(90);
    expect((await given.describe()).status).toBe("INACTIVE");
    expect(await given.health()).toEqual([]);
    expect((await given.call("ListServices", { cluster: "chat" })).serviceArns).toEqual([]);
    await given.create(0);
    expect((await given.describe()).status).toBe("ACTIVE");
  });

  test("runs again what the first task of its deployment ran, although the tag has moved since", async () => {
    await given.create(1);
    await given.steady();
    const digest = (await given.tasks())[0]?.containers?.[0]?.imageDigest;
    await given.push("v1", "slow");
    await given.call("UpdateService", { cluster: "chat", service: "blue", desiredCount: 2 });
    await given.pass(60);
    expect((await given.tasks()).map(({ containers }) => containers?.[0]?.imageDigest)).toEqual([
      digest,
      digest,
    ]);
  });
});

test("a load balancer that refuses every call for a while keeps nobody from running in the end", async () => {
  const callers = new Set<string>();
  let throttled = true;
  const throttle: Guard = async (call, next) => {
    const { principal } = call.context;
    if (principal.kind === "service") callers.add(principal.name);
    if (throttled && call.service === "elasticloadbalancing" && principal.kind === "service")
      throw new AwsError("Throttling", "Rate exceeded");
    return await next(call);
  };
  const faulty = await platform(1, [throttle]);
  await faulty.push("v1");
  await faulty.register("v1");
  throttled = false;
  await faulty.create(1);
  throttled = true;
  await faulty.pass(60);
  const { events, runningCount } = await faulty.describe();
  expect(runningCount).toBe(0);
  expect(events?.[0]?.message).toBe("(service blue) failed to register targets with (error Rate exceeded)");
  throttled = false;
  await faulty.steady();
  expect(callers).toEqual(new Set(["ecs.amazonaws.com"]));
  await faulty.stop();
});

test("the same seed gives the same tasks, addresses and times", async () => {
  const run = async () => {
    const world = await platform(42);
    await world.push("v1");
    await world.register("v1");
    await world.create(3);
    await world.steady();
    await world.stop();
    return world.events;
  };
  const first = await run();
  expect(first.length).toBeGreaterThan(12);
  expect(await run()).toEqual(first);
});
