import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { platform } from "./ecs.fixture.ts";

let given: Awaited<ReturnType<typeof platform>>;
beforeEach(async () => {
  given = await platform();
  await given.push("v1");
});
afterEach(() => given.stop());

describe("task definitions", () => {
  test("count their revisions, and the family alone means the latest active one", async () => {
    await given.register("v1");
    const second = await given.register("v1");
    expect(second).toBe("arn:aws:ecs:us-east-1:123456789012:task-definition/open-webui:2");
    const latest = await given.call("DescribeTaskDefinition", { taskDefinition: "open-webui" });
    expect(latest.taskDefinition).toMatchObject({ revision: 2, status: "ACTIVE", family: "open-webui" });
    await given.call("DeregisterTaskDefinition", { taskDefinition: second });
    expect(
      (await given.call("DescribeTaskDefinition", { taskDefinition: "open-webui" })).taskDefinition?.revision,
    ).toBe(1);
    expect((await given.call("ListTaskDefinitions", {})).taskDefinitionArns).toHaveLength(1);
    expect((await given.call("ListTaskDefinitions", { status: "INACTIVE" })).taskDefinitionArns).toEqual([
      second,
    ]);
    expect((await given.call("ListTaskDefinitionFamilies", { familyPrefix: "open" })).families).toEqual([
      "open-webui",
    ]);
  });

  test("can be registered again from their own description", async () => {
    await given.register("v1");
    const { taskDefinition } = await given.call("DescribeTaskDefinition", { taskDefinition: "open-webui" });
    const {
      family,
      networkMode,
      requiresCompatibilities,
      cpu,
      memory,
      executionRoleArn,
      containerDefinitions,
      volumes,
    } = taskDefinition ?? {};
    const again = await given.call("RegisterTaskDefinition", {
      family,
      networkMode,
      requiresCompatibilities,
      cpu,
      memory,
      executionRoleArn,
      containerDefinitions,
      volumes,
    });
    expect(again.taskDefinition?.containerDefinitions).toEqual(containerDefinitions);
  });

  test.each([
    ["no execution role", { executionRoleArn: undefined }, "execution role ARN to support ECR images"],
    ["a size that Fargate has not", { memory: "1024" }, "No Fargate configuration exists for given values."],
    ["another network mode", { networkMode: "bridge" as const }, "awsvpc"],
    ["volumes", { volumes: [{ name: "data" }] }, "volumes of RegisterTaskDefinition"],
    ["no container", { containerDefinitions: [] }, "Container list cannot be empty."],
  ])("with %s are refused", async (_, change, message) => {
    const input = { ...given.definition("open-webui:v1"), ...change };
    await expect(given.call("RegisterTaskDefinition", input)).rejects.toThrow(message);
  });

  test("that are unknown are ClientException", async () => {
    await expect(given.call("DescribeTaskDefinition", { taskDefinition: "x" })).rejects.toMatchObject({
      name: "ClientException",
      message: "Unable to describe task definition.",
    });
  });
});

describe("CreateService", () => {
  test.each([
    ["an unknown cluster", { cluster: "x" }, "Cluster not found."],
    ["an unknown task definition", { taskDefinition: "x" }, "TaskDefinition not found."],
    ["no network", { networkConfiguration: undefined }, "Network Configuration must be provided"],
    ["grace without a load balancer", { loadBalancers: [] }, "Health check grace period is only valid"],
    ["no launch type", { launchType: undefined }, "launchType EC2, AWS's when none is given"],
    [
      "another strategy",
      { deploymentConfiguration: { strategy: "CANARY" as const } },
      "deploymentConfiguration.strategy CANARY",
    ],
    [
      "deployment alarms without a name",
      { deploymentConfiguration: { alarms: { alarmNames: [], enable: true, rollback: true } } },
      "alarmNames must not be empty",
    ],
    [
      "limits that leave no room",
      { deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } },
      "cannot be 100 as this will block deployments",
    ],
    ["propagated tags", { propagateTags: "SERVICE" as const }, "propagateTags of CreateService"],
  ])("with %s is refused", async (_, change, message) => {
    await given.register("v1");
    await expect(given.create(1, change)).rejects.toThrow(message);
  });

  test("checks that container, port and target group fit", async () => {
    await given.register("v1");
    const balancer = {
      targetGroupArn: given.targetGroupArn,
      containerName: "open-webui",
      containerPort: 8080,
    };
    const create = (change: object) => given.create(1, { loadBalancers: [{ ...balancer, ...change }] });
    await expect(create({ containerName: "x" })).rejects.toThrow("The container x does not exist");
    await expect(create({ containerPort: 1 })).rejects.toThrow("did not have a container port 1 defined");
    await expect(create({ targetGroupArn: `${given.targetGroupArn}0` })).rejects.toThrow("target group");
    const groups = await given.world.call(
      "elasticloadbalancing",
      "CreateTargetGroup",
      { Name: "idle", Protocol: "HTTP", Port: 8080, VpcId: "vpc-1", TargetType: "ip" },
      { region: "us-east-1", principal: { kind: "person" } },
    );
    const targetGroupArn = groups.TargetGroups?.[0]?.TargetGroupArn ?? "";
    await expect(create({ targetGroupArn })).rejects.toThrow("does not have an associated load balancer");
  });

  test("with the same client token again answers the service that is there", async () => {
    await given.register("v1");
    const first = await given.create(0, { clientToken: "once" });
    const second = await given.create(0, { clientToken: "once" });
    expect(second.service?.createdAt).toEqual(first.service?.createdAt);
    await expect(given.create(0, { clientToken: "twice" })).rejects.toThrow("not idempotent");
  });

  test("of a name that is taken is refused", async () => {
    await given.register("v1");
    await given.create(0);
    await expect(given.create(0)).rejects.toThrow("Creation of service was not idempotent.");
  });
});

test("what is asked of services and tasks that are not there is answered as AWS answers it", async () => {
  const missing = await given.call("DescribeServices", { cluster: "chat", services: ["green"] });
  expect(missing).toEqual({
    services: [],
    failures: [{ arn: "arn:aws:ecs:us-east-1:123456789012:service/chat/green", reason: "MISSING" }],
  });
  await expect(given.call("UpdateService", { cluster: "chat", service: "green" })).rejects.toMatchObject({
    name: "ServiceNotFoundException",
  });
  await expect(given.call("StopTask", { cluster: "chat", task: "x" })).rejects.toMatchObject({
    name: "InvalidParameterException",
  });
  await expect(given.call("ListTasks", { cluster: "x" })).rejects.toMatchObject({
    name: "ClusterNotFoundException",
  });
});

test("a cluster with an active service cannot be deleted, an empty one can", async () => {
  await given.register("v1");
  await given.create(0);
  await expect(given.call("DeleteCluster", { cluster: "chat" })).rejects.toMatchObject({
    name: "ClusterContainsServicesException",
  });
  await given.call("DeleteService", { cluster: "chat", service: "blue" });
  await given.pass(5);
  await given.call("DeleteCluster", { cluster: "chat" });
  expect((await given.call("ListClusters", {})).clusterArns).toEqual([]);
});

test("an update that is refused in part changes nothing", async () => {
  await given.register("v1");
  await given.create(0);
  await expect(
    given.call("UpdateService", { cluster: "chat", service: "blue", desiredCount: 3, taskDefinition: "x" }),
  ).rejects.toThrow("TaskDefinition not found.");
  expect((await given.describe()).desiredCount).toBe(0);
});
