import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { blueGreenPlatform, pause } from "./blue-green.fixture.ts";

let given: Awaited<ReturnType<typeof blueGreenPlatform>>;
beforeEach(async () => {
  given = await blueGreenPlatform();
  await given.push("v1");
  await given.register("v1");
});
afterEach(() => given.stop());

const stages = async () =>
  ((await given.describe()).events ?? [])
    .toReversed()
    .flatMap(({ message }) => /has entered (\w+)\.$/.exec(message ?? "")?.[1] ?? []);

describe("a blue-green deployment", () => {
  test("goes through AWS's stages in their order, and each moves just what it is named for", async () => {
    await given.create(2);
    await given.until("SUCCESSFUL");
    expect(await given.weights("production")).toEqual([0, 100]);
    const pausable = [
      "PRE_SCALE_UP",
      "POST_SCALE_UP",
      "POST_TEST_TRAFFIC_SHIFT",
      "PRE_PRODUCTION_TRAFFIC_SHIFT",
      "POST_PRODUCTION_TRAFFIC_SHIFT",
    ] as const;
    await given.update("v2", { lifecycleHooks: pausable.map((stage) => pause(stage)) });
    const look = async () => ({
      production: await given.weights("production"),
      test: await given.weights("test"),
      users: await given.meets("production"),
      testers: await given.meets("test"),
      tasks: (await given.tasks()).length,
    });
    const seen: unknown[] = [];
    for (const stage of pausable) {
      const { serviceDeploymentArn, lifecycleHookDetails } = await given.until(stage);
      seen.push(await look());
      const hookId = lifecycleHookDetails?.at(-1)?.hookId;
      await given.call("ContinueServiceDeployment", { serviceDeploymentArn, hookId });
    }
    await given.until("BAKE_TIME");
    seen.push(await look());
    await given.until("SUCCESSFUL");
    seen.push(await look());
    const alone = { production: [0, 100], test: [0, 100], users: "v1", testers: "v1", tasks: 2 };
    const tested = { ...alone, test: [100, 0], testers: "v2", tasks: 4 };
    const shifted = { ...tested, production: [100, 0], users: "v2" };
    expect(seen).toEqual([
      alone,
      { ...alone, tasks: 4 },
      tested,
      tested,
      shifted,
      shifted,
      { ...shifted, tasks: 2 },
    ]);
    expect((await stages()).slice(-10)).toEqual([
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
    ]);
    await given.steady();
    expect(await given.tasks()).toHaveLength(2);
  });

  test("keeps all of blue until the bake is over, and then drains it", async () => {
    await given.create(2);
    await given.until("SUCCESSFUL");
    const { service } = await given.update("v2", { bakeTimeInMinutes: 3 });
    const baking = await given.until("BAKE_TIME");
    expect(service?.currentServiceDeployment).toBe(baking.serviceDeploymentArn);
    expect((await given.describe()).currentServiceRevisions).toMatchObject([
      { arn: baking.targetServiceRevision?.arn, runningTaskCount: 2 },
      { arn: baking.sourceServiceRevisions?.[0]?.arn, runningTaskCount: 2 },
    ]);
    const began = given.clock.now();
    expect((await given.latest()).sourceServiceRevisions).toMatchObject([
      { runningTaskCount: 2, requestedTaskCount: 2, requestedProductionTrafficWeight: 0 },
    ]);
    expect((await given.latest()).targetServiceRevision).toMatchObject({
      runningTaskCount: 2,
      requestedProductionTrafficWeight: 100,
      requestedTestTrafficWeight: 100,
    });
    await given.until("CLEAN_UP");
    expect(given.clock.now() - began).toBeGreaterThanOrEqual(180_000);
    await given.pass(2);
    expect((await given.tasks("STOPPED")).map(({ lastStatus }) => lastStatus)).toContain("DEACTIVATING");
    const done = await given.until("SUCCESSFUL");
    expect(done).toMatchObject({
      status: "SUCCESSFUL",
      sourceServiceRevisions: [{ runningTaskCount: 0 }],
      deploymentConfiguration: { strategy: "BLUE_GREEN", bakeTimeInMinutes: 3 },
    });
  });

  test("puts green where nobody is served, so that the target groups change their parts with each", async () => {
    await given.create(1);
    await given.until("SUCCESSFUL");
    const serving: unknown[] = [await given.weights("production")];
    for (const version of ["v2", "v3"]) {
      await given.update(version, { bakeTimeInMinutes: 0 });
      await given.until("SUCCESSFUL");
      serving.push(await given.weights("production"));
      expect(await given.meets("production")).toBe(version);
    }
    // AWS's first deployment, too, went to the alternate group: go-to-k/cdk-real-drift#1730.
    expect(serving).toEqual([
      [0, 100],
      [100, 0],
      [0, 100],
    ]);
    const { loadBalancers } = await given.describe();
    expect(loadBalancers).toEqual(given.loadBalancers);
    const arn = (await given.latest()).targetServiceRevision?.arn ?? "";
    const { serviceRevisions } = await given.call("DescribeServiceRevisions", { serviceRevisionArns: [arn] });
    expect(serviceRevisions?.[0]?.resolvedConfiguration?.loadBalancers).toEqual([
      { targetGroupArn: given.green, productionListenerRule: given.rules.production },
    ]);
  });

  test("replaces a task that fails before it lets users in", async () => {
    await given.create(2);
    await given.until("SUCCESSFUL");
    await given.update("v2");
    await given.until("POST_TEST_TRAFFIC_SHIFT");
    const definition = (await given.describe()).taskDefinition;
    const [task] = (await given.tasks()).filter(({ taskDefinitionArn }) => taskDefinitionArn === definition);
    await given.call("StopTask", { cluster: "chat", task: task?.taskArn });
    await given.until("PRODUCTION_TRAFFIC_SHIFT");
    await given.pass(2);
    expect(await given.weights("production")).toEqual([0, 100]);
    await given.until("BAKE_TIME");
    expect((await given.latest()).targetServiceRevision?.runningTaskCount).toBe(2);
  });

  test("scales both revisions while it goes on", async () => {
    await given.create(1);
    await given.until("SUCCESSFUL");
    await given.update("v2");
    await given.until("BAKE_TIME");
    await given.call("UpdateService", { cluster: "chat", service: "blue", desiredCount: 3 });
    await given.pass(60);
    const { deployments } = await given.describe();
    expect(deployments?.map(({ runningCount, desiredCount }) => [runningCount, desiredCount])).toEqual([
      [3, 3],
      [3, 3],
    ]);
  });

  test("is overtaken by a newer one, which first takes away what is left of it", async () => {
    await given.create(1);
    await given.until("SUCCESSFUL");
    await given.update("v2");
    await given.until("POST_TEST_TRAFFIC_SHIFT");
    await given.update("v3", { bakeTimeInMinutes: 0 });
    const [, overtaken] = await given.deployments();
    expect(overtaken?.status).toBe("STOPPED");
    await given.until("RECONCILE_SERVICE");
    expect([await given.meets("production"), await given.meets("test")]).toEqual(["v1", "v1"]);
    await given.until("PRE_SCALE_UP");
    expect((await given.latest()).sourceServiceRevisions).toHaveLength(2);
    expect(await given.tasks()).toHaveLength(1);
    await given.until("SUCCESSFUL");
    expect(await given.meets("production")).toBe("v3");
    expect(await given.tasks()).toHaveLength(1);
  });

  test("that is overtaken after its shift is blue to the newer one", async () => {
    await given.create(1);
    await given.until("SUCCESSFUL");
    await given.update("v2");
    await given.until("BAKE_TIME");
    await given.update("v3");
    await given.until("PRE_SCALE_UP");
    expect(await given.meets("production")).toBe("v2");
    const { serviceDeploymentArn } = await given.until("BAKE_TIME");
    await given.call("StopServiceDeployment", { serviceDeploymentArn });
    await given.until("ROLLBACK_SUCCESSFUL");
    expect(await given.meets("production")).toBe("v2");
  });

  test("of a service that is deleted ends with it", async () => {
    await given.create(1);
    await given.until("SUCCESSFUL");
    await given.update("v2");
    await given.until("BAKE_TIME");
    await given.call("DeleteService", { cluster: "chat", service: "blue", force: true });
    await given.pass(120);
    expect(await given.describe()).toMatchObject({ status: "INACTIVE" });
    expect(await given.tasks()).toEqual([]);
  });
});
