import { afterEach, beforeEach, expect, test } from "vitest";
import { blueGreenPlatform, pause } from "./blue-green.fixture.ts";

let given: Awaited<ReturnType<typeof blueGreenPlatform>>;
beforeEach(async () => {
  given = await blueGreenPlatform();
  await given.push("v1");
  await given.register("v1");
  await given.create(2, { bakeTimeInMinutes: 1 });
  await given.until("SUCCESSFUL");
});
afterEach(() => given.stop());

test("a blue-green deployment, a way back from its bake, and one more lose no request", async () => {
  const load = given.load(50);
  load.start();
  await given.pass(10);
  await given.update("v2");
  await given.until("SUCCESSFUL");
  await given.update("v3");
  const { serviceDeploymentArn } = await given.until("BAKE_TIME");
  await given.pass(20);
  await given.call("StopServiceDeployment", { serviceDeploymentArn });
  await given.until("ROLLBACK_SUCCESSFUL");
  await given.update("v4");
  await given.until("SUCCESSFUL");
  await given.pass(30);
  await given.clock.run(load.stop());
  const { lost, total, byRevision } = load.ledger.snapshot();
  expect({ lost, faults: total.faults }).toEqual({ lost: 0, faults: 0 });
  for (const version of ["v1", "v2", "v3", "v4"]) expect(byRevision[version]?.answered).toBeGreaterThan(500);
});

test("users who are sent to green before it is whole are lost: ECS waits for that", async () => {
  const load = given.load(50);
  load.start();
  await given.update("v2", { lifecycleHooks: [pause("PRE_SCALE_UP")] });
  await given.until("PRE_SCALE_UP");
  await given.turn("production", given.blue);
  await given.pass(10);
  await given.clock.run(load.stop());
  expect(load.ledger.snapshot().losses["503"]).toBeGreaterThan(100);
});

/** Users who were lost on the way back from a bake, behind a load balancer that follows its rules two minutes late. */
async function lostOnTheWayBack(before: () => Promise<void>): Promise<number> {
  const { serviceDeploymentArn } = await given.until("BAKE_TIME");
  const load = given.load(20);
  load.start();
  await given.pass(150);
  await before();
  await given.call("StopServiceDeployment", { serviceDeploymentArn });
  await given.until("ROLLBACK_SUCCESSFUL");
  await given.pass(150);
  await given.clock.run(load.stop());
  expect(await given.meets("production")).toBe("v1");
  return load.ledger.snapshot().lost;
}

test("behind a load balancer that lags, ECS's way back loses requests unless the rule was turned first", async () => {
  await given.stop();
  given = await blueGreenPlatform([], { lagMs: () => 120_000 });
  await given.push("v1");
  await given.register("v1");
  await given.create(2);
  await given.until("SUCCESSFUL");
  await given.pass(150);
  await given.update("v2", { bakeTimeInMinutes: 30 });
  expect(await lostOnTheWayBack(async () => {})).toBeGreaterThan(100);
  await given.update("v3");
  const turned = await lostOnTheWayBack(async () => {
    await given.turn("production", given.green);
    await given.pass(150);
  });
  expect(turned).toBe(0);
});
