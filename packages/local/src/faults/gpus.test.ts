import type { Task } from "@aws-sdk/client-ecs";
import { targetGroupsOf } from "@signalbox/core/platform/platform";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Booted, boot } from "../boot.ts";
import { names } from "../deploy/development.fixture.ts";
import { type VirtualClock, virtualClock } from "../world/clock.ts";
import type { AwsEvent } from "../world/world.ts";

const region = "us-east-1";
const person = { region, principal: { kind: "person" } } as const;
const service = "ollama-blue";
const { cluster } = names;

let clock: VirtualClock;
let booted: Booted;
let events: AwsEvent[];
beforeEach(async () => {
  clock = virtualClock();
  booted = await clock.run(boot({ clock, port: 0, seed: 1, requestsPerSecond: 0, policy: {} }));
  // The planner, which sees no demand, would take back what a test asks for.
  const Name = names.schedule("plan-inference-minute");
  await clock.run(booted.world.call("scheduler", "DeleteSchedule", { Name }, person));
  for (const trigger of ["pressed", "spot-interruption", "rebalance", "start-impaired"]) {
    const rule = { Name: names.eventRule(`plan-inference-${trigger}`) };
    await clock.run(booted.world.call("events", "DisableRule", rule, person));
  }
  events = [];
  booted.world.events.subscribe((event) => events.push(event));
});
afterEach(() => clock.run(booted.stop()));

const pass = (seconds: number) => clock.run(clock.sleep(seconds * 1000));
const scale = (desiredCount: number) =>
  clock.run(booted.world.call("ecs", "UpdateService", { cluster, service, desiredCount }, person));
async function tasks(): Promise<Task[]> {
  const { taskArns = [] } = await clock.run(
    booted.world.call("ecs", "ListTasks", { cluster, serviceName: service }, person),
  );
  const described = await clock.run(
    booted.world.call("ecs", "DescribeTasks", { cluster, tasks: taskArns }, person),
  );
  return (described.tasks ?? []).toSorted((a, b) => Number(a.createdAt) - Number(b.createdAt));
}
const newest = async (): Promise<Task> => (await tasks()).at(-1)!;
async function healthy(): Promise<number> {
  const [TargetGroupArn] = targetGroupsOf(booted.platform.groups.find(({ name }) => name === "ollama")!);
  const { TargetHealthDescriptions = [] } = await clock.run(
    booted.world.call("elasticloadbalancing", "DescribeTargetHealth", { TargetGroupArn }, person),
  );
  return TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === "healthy").length;
}
const told = (detailType: string) =>
  events.filter((event) => event["detail-type"] === detailType).map(({ detail }) => detail);
const notes = async () => {
  const { services = [] } = await clock.run(
    booted.world.call("ecs", "DescribeServices", { cluster, services: [service] }, person),
  );
  return services[0]?.events?.map(({ message }) => message).join("\n") ?? "";
};

test("a start goes through instance, pull, weights and warm-up, each as long as it was told, and shows where it is", async () => {
  booted.cloud.faults.add({
    kind: "gpu-start-up",
    service: "ollama",
    instanceSeconds: 100,
    pullSeconds: 50,
    weightsSeconds: 60,
    warmUpSeconds: 20,
    spread: 0,
  });
  await scale(2);
  await pass(90);
  expect((await newest()).lastStatus).toBe("PROVISIONING");
  await pass(30);
  expect((await newest()).lastStatus).toBe("PENDING");
  await pass(40);
  const task = await newest();
  expect(task.lastStatus).toBe("RUNNING");
  const between = (from?: Date, to?: Date): number => Math.round((Number(to) - Number(from)) / 1000);
  expect(between(task.createdAt, task.pullStartedAt)).toBe(100);
  expect(between(task.pullStartedAt, task.pullStoppedAt)).toBe(50);
  expect(await healthy()).toBe(1);
  await pass(60);
  expect(await healthy()).toBe(1);
  await pass(60);
  expect(await healthy()).toBe(2);
});

test("without the fault a start is as quick as ever", async () => {
  await scale(2);
  await pass(60);
  expect(await healthy()).toBe(2);
});

test("a task without a place is placed in another zone; without any zone the service says so, and goes on trying", async () => {
  const { faults } = booted.cloud;
  const [first] = await tasks();
  const zone = first?.availabilityZone === "us-east-1a" ? "us-east-1b" : "us-east-1a";
  const id = faults.add({ kind: "no-gpu-capacity", service: "ollama", zone });
  await scale(3);
  await pass(30);
  expect((await tasks()).map(({ availabilityZone }) => availabilityZone)).toEqual(
    Array.from({ length: 3 }, () => first?.availabilityZone),
  );
  faults.remove(id);
  const none = faults.add({ kind: "no-gpu-capacity", service: "ollama", tasks: 4 });
  await scale(6);
  await pass(65);
  expect(await tasks()).toHaveLength(4);
  expect(await notes()).toContain("was unable to place a task because no container instance met all");
  const failures = told("ECS Service Action").filter((detail) =>
    JSON.stringify(detail).includes("SERVICE_TASK_PLACEMENT_FAILURE"),
  );
  expect(failures.length).toBeGreaterThanOrEqual(2);
  expect(failures.length).toBeLessThanOrEqual(4);
  expect(failures[0]).toMatchObject({ eventType: "ERROR", reason: "RESOURCE:GPU" });
  faults.remove(none);
  await pass(60);
  expect(await tasks()).toHaveLength(6);
});

test("a Spot interruption is told two minutes ahead: ECS drains the task and starts another, and what streams may end", async () => {
  await scale(2);
  await pass(60);
  const before = (await tasks()).map(({ taskArn }) => taskArn);
  booted.cloud.faults.add({ kind: "spot-interruption", region, service, tasks: 1 });
  await pass(5);
  expect(told("EC2 Instance Rebalance Recommendation")).toHaveLength(1);
  expect(told("EC2 Spot Instance Interruption Warning")).toMatchObject([{ "instance-action": "terminate" }]);
  const leaving = JSON.stringify(told("ECS Task State Change"));
  expect(leaving).toContain('"stopCode":"SpotInterruption"');
  const during = (await tasks()).map(({ taskArn }) => taskArn);
  expect(during).toHaveLength(2);
  const [taken] = before.filter((arn) => !during.includes(arn));
  const stateOf = async () => {
    const described = await clock.run(
      booted.world.call("ecs", "DescribeTasks", { cluster, tasks: [taken!] }, person),
    );
    return described.tasks?.[0]?.lastStatus;
  };
  await pass(100);
  expect(await stateOf()).toBe("DEACTIVATING");
  await pass(30);
  expect(await stateOf()).toBe("STOPPED");
});
