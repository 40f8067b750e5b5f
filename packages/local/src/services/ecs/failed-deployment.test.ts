import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { platform } from "./ecs.fixture.ts";
import { breakerThreshold } from "./failed-deployment.ts";

let given: Awaited<ReturnType<typeof platform>>;
beforeEach(async () => {
  given = await platform();
  await given.push("v1");
  await given.register("v1");
});
afterEach(() => given.stop());

const deployBad = async () => {
  await given.push("v2", "unhealthy");
  const taskDefinition = await given.register("v2");
  await given.call("UpdateService", { cluster: "chat", service: "blue", taskDefinition });
};
const messages = async () => ((await given.describe()).events ?? []).map(({ message }) => message);
const sinceFailed = () => {
  const changes = given.details("ECS Deployment State Change");
  return changes.slice(changes.findIndex((change) => Object(change).eventType === "ERROR"));
};
const untilFailed = async () => {
  for (let waited = 0; waited < 1200; waited += 5) {
    await given.pass(5);
    if (Object(sinceFailed()[0]).eventType === "ERROR") return;
  }
  throw new Error("the deployment did not fail");
};

describe("the deployment circuit breaker", () => {
  test("returns to the subnets of the deployment before as well", async () => {
    await given.create(2, { deploymentConfiguration: deploymentConfiguration(true) });
    await given.steady();
    await given.push("v2", "unhealthy");
    const networkConfiguration = { awsvpcConfiguration: { subnets: ["subnet-b"] } };
    const taskDefinition = await given.register("v2");
    const bad = { cluster: "chat", service: "blue", taskDefinition, networkConfiguration };
    await given.call("UpdateService", bad);
    expect(await given.describe()).toMatchObject({ networkConfiguration });
    await untilFailed();
    expect((await given.describe()).networkConfiguration?.awsvpcConfiguration?.subnets).toEqual([
      "subnet-a",
      "subnet-b",
    ]);
  });

  const deploymentConfiguration = (rollback: boolean) => ({
    deploymentCircuitBreaker: { enable: true, rollback },
  });

  test("fails a deployment whose tasks do not become healthy and returns to the one that completed last", async () => {
    await given.create(2, { deploymentConfiguration: deploymentConfiguration(true) });
    await given.steady();
    const [stable] = (await given.describe()).deployments ?? [];
    await deployBad();
    const [bad] = (await given.describe()).deployments ?? [];
    await untilFailed();
    const [primary] = (await given.describe()).deployments ?? [];
    expect(primary?.id).toBe(stable?.id);
    expect(sinceFailed().slice(0, 2)).toMatchObject([
      {
        eventType: "ERROR",
        eventName: "SERVICE_DEPLOYMENT_FAILED",
        deploymentId: bad?.id,
        reason: "ECS deployment circuit breaker: tasks failed to start.",
      },
      {
        eventType: "INFO",
        eventName: "SERVICE_DEPLOYMENT_IN_PROGRESS",
        reason: `ECS deployment circuit breaker: rolling back to deploymentId ${stable?.id}.`,
      },
    ]);
    await given.steady();
    expect((await given.describe()).deployments).toMatchObject([
      { id: stable?.id, status: "PRIMARY", rolloutState: "COMPLETED" },
    ]);
    expect(await messages()).toEqual(
      expect.arrayContaining([
        `(service blue) (deployment ${bad?.id}) deployment failed: tasks failed to start.`,
        `(service blue) rolling back to (deployment ${stable?.id}).`,
      ]),
    );
  });

  test("without rollback leaves the old tasks in place and starts nothing more", async () => {
    await given.create(2, { deploymentConfiguration: deploymentConfiguration(false) });
    await given.steady();
    await deployBad();
    await untilFailed();
    await given.pass(60);
    const [primary, old] = (await given.describe()).deployments ?? [];
    expect(primary).toMatchObject({
      status: "PRIMARY",
      rolloutState: "FAILED",
      rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
    });
    expect(old).toMatchObject({ status: "ACTIVE", runningCount: 2 });
    const before = (await given.tasks("STOPPED")).length;
    await given.pass(300);
    expect((await given.tasks("STOPPED")).length).toBe(before);
    await given.push("v3");
    const taskDefinition = await given.register("v3");
    await given.call("UpdateService", { cluster: "chat", service: "blue", taskDefinition });
    await given.steady();
  });

  test("breaks at half of the desired count, but at least 3 and at most 200 failed tasks", () => {
    expect([1, 6, 7, 25, 400, 800].map(breakerThreshold)).toEqual([3, 3, 4, 13, 200, 200]);
    fc.assert(
      fc.property(fc.nat(10_000), (desired) => {
        const threshold = breakerThreshold(desired);
        expect(threshold >= 3 && threshold <= 200).toBe(true);
      }),
    );
  });
});

describe("deployment alarms", () => {
  const person = { region: "us-east-1", principal: { kind: "person" } } as const;
  const alarms = { alarmNames: ["errors"], enable: true, rollback: true };
  beforeEach(() =>
    given.clock.run(
      given.world.call(
        "monitoring",
        "PutMetricAlarm",
        {
          AlarmName: "errors",
          Namespace: "app",
          MetricName: "errors",
          Statistic: "Sum",
          Period: 60,
          EvaluationPeriods: 2,
          Threshold: 1,
          ComparisonOperator: "GreaterThanThreshold",
          TreatMissingData: "ignore",
        },
        person,
      ),
    ),
  );
  const ring = (StateValue: "ALARM" | "OK") =>
    given.clock.run(
      given.world.call(
        "monitoring",
        "SetAlarmState",
        { AlarmName: "errors", StateValue, StateReason: "test" },
        person,
      ),
    );
  const deployGood = async () => {
    await given.push("v2");
    const taskDefinition = await given.register("v2");
    await given.call("UpdateService", { cluster: "chat", service: "blue", taskDefinition });
    await given.pass(3);
  };

  test("roll a deployment back that an alarm goes off on, also after its last task was replaced", async () => {
    await given.create(1, { deploymentConfiguration: { alarms } });
    await given.steady();
    const [stable] = (await given.describe()).deployments ?? [];
    await deployGood();
    for (let waited = 0; (await given.describe()).deployments?.length !== 1 && waited < 300; waited++)
      await given.pass(1);
    expect((await given.describe()).deployments).toMatchObject([{ rolloutState: "IN_PROGRESS" }]);
    await ring("ALARM");
    await untilFailed();
    expect(sinceFailed()[0]).toMatchObject({
      eventName: "SERVICE_DEPLOYMENT_FAILED",
      reason: "ECS deployment failed: alarm detected.",
    });
    await given.steady();
    expect((await given.describe()).deployments).toMatchObject([
      { id: stable?.id, taskDefinition: stable?.taskDefinition, rolloutState: "COMPLETED" },
    ]);
  });

  test("that ring already when a deployment begins do not stop it", async () => {
    await given.create(1, { deploymentConfiguration: { alarms } });
    await given.steady();
    await ring("ALARM");
    await deployGood();
    await given.pass(20);
    await given.steady();
    const [primary] = (await given.describe()).deployments ?? [];
    expect(primary?.taskDefinition).toMatch(/:2$/);
  });
});
