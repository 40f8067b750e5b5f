import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { platform } from "./ecs.fixture.ts";

let given: Awaited<ReturnType<typeof platform>>;
beforeEach(async () => {
  given = await platform();
  await given.push("v1");
  await given.register("v1");
});
afterEach(() => given.stop());

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

  test("to other subnets moves all tasks to their zones, which keep their names whoever is named with them", async () => {
    await given.create(2);
    await given.steady();
    const zones = async () => (await given.tasks()).map((task) => task.availabilityZone).toSorted();
    expect(await zones()).toEqual(["us-east-1a", "us-east-1b"]);
    const move = async (...subnets: string[]) => {
      const networkConfiguration = { awsvpcConfiguration: { subnets } };
      await given.call("UpdateService", { cluster: "chat", service: "blue", networkConfiguration });
    };
    await move("subnet-b");
    await given.pass(60);
    await given.steady();
    expect(await zones()).toEqual(["us-east-1b", "us-east-1b"]);
    await move("subnet-b", "subnet-a");
    await given.pass(60);
    await given.steady();
    expect(await zones()).toEqual(["us-east-1a", "us-east-1b"]);
    await expect(move()).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});
