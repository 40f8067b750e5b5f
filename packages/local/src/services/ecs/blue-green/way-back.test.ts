import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { blueGreenPlatform, pause } from "./blue-green.fixture.ts";

let given: Awaited<ReturnType<typeof blueGreenPlatform>>;
beforeEach(async () => {
  given = await blueGreenPlatform();
  await given.push("v1");
  await given.register("v1");
});
afterEach(() => given.stop());

const started = async (more = {}) => {
  await given.create(2, more);
  await given.until("SUCCESSFUL");
};
const expectBlueAlone = async () => {
  expect(await given.weights("production")).toEqual([0, 100]);
  expect(await given.weights("test")).toEqual([0, 100]);
  expect([await given.meets("production"), await given.meets("test")]).toEqual(["v1", "v1"]);
  expect(await given.tasks()).toHaveLength(2);
  const [primary, ...others] = (await given.describe()).deployments ?? [];
  expect(primary).toMatchObject({ rolloutState: "COMPLETED", runningCount: 2 });
  expect(others).toEqual([]);
};

describe("a blue-green deployment", () => {
  test.each([
    "PRE_SCALE_UP",
    "SCALE_UP",
    "POST_SCALE_UP",
    "TEST_TRAFFIC_SHIFT",
    "POST_TEST_TRAFFIC_SHIFT",
    "PRE_PRODUCTION_TRAFFIC_SHIFT",
    "PRODUCTION_TRAFFIC_SHIFT",
    "POST_PRODUCTION_TRAFFIC_SHIFT",
    "BAKE_TIME",
    "CLEAN_UP",
  ])("that is stopped at %s returns to blue", async (stage) => {
    await started();
    await given.update("v2");
    const { serviceDeploymentArn } = await given.until(stage);
    await given.call("StopServiceDeployment", { serviceDeploymentArn, stopType: "ROLLBACK" });
    expect((await given.latest()).status).toMatch(/^ROLLBACK_/);
    const done = await given.until("ROLLBACK_SUCCESSFUL");
    expect(done.rollback?.serviceRevisionArn).toBe(done.sourceServiceRevisions?.[0]?.arn);
    await given.pass(30);
    await expectBlueAlone();
    await expect(given.call("StopServiceDeployment", { serviceDeploymentArn })).rejects.toMatchObject({
      name: "ConflictException",
    });
  });

  test("moves traffic back before a task of green stops", async () => {
    await started();
    await given.update("v2");
    const { serviceDeploymentArn } = await given.until("BAKE_TIME");
    await given.call("StopServiceDeployment", { serviceDeploymentArn });
    let stopping = 0;
    for (let second = 0; second < 60; second++) {
      const onBlue = (await given.weights("production"))[0] === 0;
      stopping = (await given.tasks("STOPPED")).filter(
        ({ stoppingAt }) => (stoppingAt?.getTime() ?? 0) > given.clock.now() - 60_000,
      ).length;
      if (stopping > 0) {
        expect(onBlue).toBe(true);
        break;
      }
      await given.pass(1);
    }
    expect(stopping).toBe(2);
  });

  test("of which the tasks do not become healthy is rolled back by the circuit breaker", async () => {
    await started({ deploymentCircuitBreaker: { enable: true, rollback: true } });
    await given.update("v2", {}, "unhealthy");
    const done = await given.until("ROLLBACK_SUCCESSFUL");
    expect(done).toMatchObject({
      statusReason: "ECS deployment circuit breaker: tasks failed to start.",
      deploymentCircuitBreaker: { status: "TRIGGERED" },
    });
    const [blue] = (await given.describe()).deployments ?? [];
    const changes = given.details("ECS Deployment State Change").slice(-3);
    expect(changes).toMatchObject([
      { eventName: "SERVICE_DEPLOYMENT_FAILED" },
      { eventName: "SERVICE_DEPLOYMENT_IN_PROGRESS", deploymentId: blue?.id },
      { eventName: "SERVICE_DEPLOYMENT_COMPLETED", deploymentId: blue?.id },
    ]);
    await expectBlueAlone();
  });

  test("without rollback stays as it failed, and blue goes on serving whole", async () => {
    await started({ deploymentCircuitBreaker: { enable: true, rollback: false } });
    await given.update("v2", {}, "unhealthy");
    await given.until("STOPPED");
    const [task] = (await given.tasks()).filter(({ lastStatus }) => lastStatus === "RUNNING");
    await given.call("StopTask", { cluster: "chat", task: task?.taskArn });
    await given.pass(120);
    expect(await given.meets("production")).toBe("v1");
    const [failed, blue] = (await given.describe()).deployments ?? [];
    expect(failed).toMatchObject({ status: "PRIMARY", rolloutState: "FAILED" });
    expect(blue).toMatchObject({ runningCount: 2, rolloutState: "COMPLETED" });
    await given.update("v3", { bakeTimeInMinutes: 0 });
    await given.until("SUCCESSFUL");
    expect(await given.meets("production")).toBe("v3");
    expect(await given.tasks()).toHaveLength(2);
  });

  test("is rolled back by an alarm that goes off in its bake", async () => {
    const monitoring = (operation: "PutMetricAlarm" | "SetAlarmState", input: object) =>
      given.clock.run(
        given.world.call("monitoring", operation, input as never, {
          region: "us-east-1",
          principal: { kind: "person" },
        }),
      );
    await monitoring("PutMetricAlarm", {
      AlarmName: "errors",
      Namespace: "app",
      MetricName: "errors",
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "GreaterThanThreshold",
      TreatMissingData: "ignore",
    });
    await started({ alarms: { alarmNames: ["errors"], enable: true, rollback: true } });
    await given.update("v2");
    await given.until("BAKE_TIME");
    await monitoring("SetAlarmState", { AlarmName: "errors", StateValue: "ALARM", StateReason: "test" });
    const done = await given.until("ROLLBACK_SUCCESSFUL");
    expect(done).toMatchObject({
      statusReason: "ECS deployment failed: alarm detected.",
      alarms: { status: "TRIGGERED", alarmNames: ["errors"], triggeredAlarmNames: ["errors"] },
    });
    await expectBlueAlone();
  });

  test("that was the first has no way back", async () => {
    await given.create(1, { lifecycleHooks: [pause("POST_SCALE_UP")] });
    const { serviceDeploymentArn } = await given.until("POST_SCALE_UP");
    await given.call("StopServiceDeployment", { serviceDeploymentArn });
    const done = await given.until("ROLLBACK_FAILED");
    expect(done.statusReason).toContain("No rollback candidate was found");
  });

  test("that is aborted leaves all as it is", async () => {
    await started();
    await given.update("v2");
    const { serviceDeploymentArn } = await given.until("POST_TEST_TRAFFIC_SHIFT");
    await given.call("StopServiceDeployment", { serviceDeploymentArn, stopType: "ABORT" });
    expect((await given.latest()).status).toMatch(/^STOP/);
    await given.until("STOPPED");
    await given.pass(60);
    expect([await given.meets("production"), await given.meets("test")]).toEqual(["v1", "v2"]);
    expect(await given.tasks()).toHaveLength(4);
  });
});

test("a rolling deployment is stopped and rolled back as well", async () => {
  const balanced = { targetGroupArn: given.blue, containerName: "open-webui", containerPort: 8080 };
  await given.call("CreateService", {
    cluster: "chat",
    serviceName: "blue",
    taskDefinition: "open-webui",
    desiredCount: 1,
    launchType: "FARGATE",
    loadBalancers: [balanced],
    networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-a"] } },
  });
  await given.steady();
  await given.update("v2");
  const { serviceDeploymentArn } = await given.latest();
  await given.call("StopServiceDeployment", { serviceDeploymentArn });
  expect((await given.latest()).status).toMatch(/^ROLLBACK_/);
  await given.until("ROLLBACK_SUCCESSFUL");
  await given.steady();
  expect((await given.describe()).taskDefinition).toMatch(/:1$/);
});
