import { readFileSync } from "node:fs";
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

const sample = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../../../test/fixtures/events/${name}.json`, import.meta.url), "utf8"),
  );

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

describe("a deployment", () => {
  const counts = async () => {
    let least = 99;
    let most = 0;
    for (let second = 0; second < 200; second++) {
      await given.pass(1);
      const healthy = (await given.health()).filter((state) => state === "healthy").length;
      least = Math.min(least, healthy);
      most = Math.max(most, (await given.tasks()).length);
    }
    return { least, most };
  };

  test("replaces all tasks within its limits: never fewer healthy, never more tasks", async () => {
    await given.create(4, { deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 125 } });
    await given.steady();
    await given.push("v2");
    const taskDefinition = await given.register("v2");
    await given.call("UpdateService", { cluster: "chat", service: "blue", taskDefinition });
    const rolling = (await given.describe()).deployments ?? [];
    expect(rolling.map(({ status, rolloutState }) => [status, rolloutState])).toEqual([
      ["PRIMARY", "IN_PROGRESS"],
      ["ACTIVE", "COMPLETED"],
    ]);
    const { least, most } = await counts();
    expect(least).toBeGreaterThanOrEqual(2);
    expect(most).toBeLessThanOrEqual(5);
    await given.steady();
    expect((await given.tasks()).map(({ taskDefinitionArn }) => taskDefinitionArn)).toEqual(
      Array(4).fill(taskDefinition),
    );
    expect((await given.describe()).deployments).toMatchObject([
      { status: "PRIMARY", rolloutState: "COMPLETED" },
    ]);
  });

  test("to a version that never gets healthy keeps the old tasks and never completes", async () => {
    await given.create(2);
    await given.steady();
    await given.push("v2", "unhealthy");
    await given.call("UpdateService", {
      cluster: "chat",
      service: "blue",
      taskDefinition: await given.register("v2"),
    });
    const { least, most } = await counts();
    expect(least).toBe(2);
    expect(most).toBeLessThanOrEqual(4);
    const [primary, old] = (await given.describe()).deployments ?? [];
    expect(primary?.rolloutState).toBe("IN_PROGRESS");
    expect(primary?.failedTasks).toBeGreaterThan(0);
    expect(old).toMatchObject({ status: "ACTIVE", runningCount: 2 });
    const reasons = (await given.tasks("STOPPED")).map(({ stoppedReason }) => stoppedReason);
    expect(reasons).toContain(`Task failed ELB health checks in (target-group ${given.targetGroupArn})`);
    expect((await given.describe()).events?.some(({ message }) => message?.includes("is unhealthy in"))).toBe(
      true,
    );
  });

  test("is forced with the same task definition", async () => {
    await given.create(1);
    await given.steady();
    const [before] = await given.tasks();
    await given.call("UpdateService", { cluster: "chat", service: "blue", forceNewDeployment: true });
    await given.pass(60);
    await given.steady();
    const [after] = await given.tasks();
    expect(after?.taskArn).not.toBe(before?.taskArn);
    expect(after?.taskDefinitionArn).toBe(before?.taskDefinitionArn);
  });
});

test("a task stopped before it runs never starts its container", async () => {
  await given.create(1);
  await given.pass(1);
  const [task] = await given.tasks();
  await given.call("StopTask", { cluster: "chat", task: task?.taskArn });
  await given.pass(3);
  const { tasks } = await given.call("DescribeTasks", { cluster: "chat", tasks: [task?.taskArn ?? ""] });
  expect(tasks).toMatchObject([{ lastStatus: "STOPPED", stoppedReason: "Task stopped by user" }]);
  expect(tasks?.[0]?.startedAt).toBeUndefined();
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

describe("a task that cannot start", () => {
  test("for want of its image says so, and is tried again ever more slowly", async () => {
    await given.register("v9");
    await given.create(1);
    await given.pass(1800);
    const stopped = await given.tasks("STOPPED");
    expect(stopped[0]).toMatchObject({
      stopCode: "TaskFailedToStart",
      stoppedReason:
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 123456789012.dkr.ecr.us-east-1.amazonaws.com/open-webui:v9: 123456789012.dkr.ecr.us-east-1.amazonaws.com/open-webui:v9: not found",
    });
    // Without the delay it would be one every ten seconds.
    expect(stopped.length).toBeLessThan(12);
    expect(stopped.length).toBeGreaterThan(4);
    expect((await given.describe()).events?.map(({ message }) => message)).toContain(
      "(service blue) is unable to consistently start tasks successfully.",
    );
    expect(given.details("ECS Service Action")).toContainEqual(
      expect.objectContaining({ eventType: "WARN", eventName: "SERVICE_TASK_START_IMPAIRED" }),
    );
    await given.push("v9");
    await given.call("UpdateService", { cluster: "chat", service: "blue", forceNewDeployment: true });
    await given.pass(120);
    expect((await given.describe()).runningCount).toBe(1);
  });

  test("for want of a double names the ones there are", async () => {
    const person = { region: "us-east-1", principal: { kind: "person" } } as const;
    await given.world.call("ecr", "CreateRepository", { repositoryName: "nginx" }, person);
    await given.world.call(
      "ecr",
      "PutImage",
      { repositoryName: "nginx", imageTag: "1", imageManifest: "{}" },
      person,
    );
    await given.call("RegisterTaskDefinition", given.definition("nginx:1"));
    await given.create(1);
    await given.pass(15);
    expect((await given.tasks("STOPPED"))[0]?.stoppedReason).toBe(
      "CannotStartContainerError: the local cloud has no double of nginx; it has ollama, open-webui",
    );
  });

  test("because its container exits is replaced, with exit code and reason told", async () => {
    const person = { region: "us-east-1", principal: { kind: "person" } } as const;
    const manifest = { annotations: { "dev.signalbox.behaviour": "sleepy" } };
    await given.world.call(
      "ecr",
      "PutImage",
      { repositoryName: "open-webui", imageTag: "v3", imageManifest: JSON.stringify(manifest) },
      person,
    );
    await given.register("v3");
    await given.create(1);
    await given.pass(60);
    const [stopped] = await given.tasks("STOPPED");
    expect(stopped).toMatchObject({
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container in task exited",
      containers: [{ exitCode: 1, reason: expect.stringContaining("sleepy") }],
    });
    expect((await given.describe()).events?.length).toBeGreaterThan(3);
  });
});

describe("events", () => {
  test("of a task have the members of AWS's sample", async () => {
    await given.create(1);
    await given.steady();
    const running = given.events.find(
      ({ detail }) => (detail as { lastStatus?: string }).lastStatus === "RUNNING",
    );
    const expected = sample("ecs-task.running");
    expect(Object.keys(running ?? {}).toSorted()).toEqual(Object.keys(expected).toSorted());
    const members = (event: { detail: object } | undefined) => Object.keys(event?.detail ?? {});
    expect(members(running as never)).toEqual(expect.arrayContaining(members(expected)));
    const container = (event: unknown) =>
      (event as { detail: { containers: object[] } }).detail.containers[0]!;
    expect(Object.keys(container(running))).toEqual(expect.arrayContaining(Object.keys(container(expected))));
  });

  test("of the service and its deployment have the shape of AWS's samples", async () => {
    const shape = (value: unknown): unknown =>
      value !== null && typeof value === "object"
        ? Object.fromEntries(
            Object.entries(value).map(([key, inner]) => [key, Array.isArray(inner) ? [] : shape(inner)]),
          )
        : typeof value;
    await given.create(1);
    await given.steady();
    const named = (name: string) =>
      given.events.find(({ detail }) => (detail as { eventName?: string }).eventName === name);
    for (const [eventName, file] of [
      ["SERVICE_DEPLOYMENT_IN_PROGRESS", "ecs-deployment.in-progress"],
      ["SERVICE_DEPLOYMENT_COMPLETED", "ecs-deployment.completed"],
      ["SERVICE_STEADY_STATE", "ecs-service-action.steady-state"],
    ] as const) {
      const event = named(eventName);
      expect(shape(event)).toEqual(shape(sample(file)));
      expect(event?.["detail-type"]).toBe(sample(file)["detail-type"]);
      expect(event?.resources).toEqual(["arn:aws:ecs:us-east-1:123456789012:service/chat/blue"]);
    }
  });
});
