import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import { expect, test } from "vitest";
import { person, revision } from "./laptop.fixture.ts";
import {
  acts,
  decide,
  type Ending,
  ending,
  item,
  lock,
  pushQuietly,
  raise,
  reached,
  run,
  start,
} from "./release.fixture.ts";
import { onRollingLaptop, pushCrashing, type RollingLaptop, rolled, sampled } from "./rolling.fixture.ts";
import { replicas } from "./rolling-services.fixture.ts";

/** Every service is as before the release, the report says why, and no user has noticed. */
async function expectRolledBack(laptop: RollingLaptop, end: Ending, error: string): Promise<void> {
  expect(end).toMatchObject({ status: "FAILED", error: "Release.RolledBack" });
  expect(end.cause).toContain(error);
  for (const { name } of laptop.group.services) {
    const tasks = replicas[name as keyof typeof replicas]; // the fixture has made them
    expect(await rolled(laptop, name)).toEqual({
      desiredCount: tasks,
      runningCount: tasks,
      pendingCount: 0,
      taskDefinition: revision(1, name),
    });
  }
  expect((await lock(laptop))?.owner).toBeUndefined();
  expect((await run(laptop, "r1"))?.report).toMatchObject({ outcome: "rolled-back", problem: { error } });
  expect(await item(laptop, ledgerKeys.standing, Standing)).toMatchObject({
    taskDefinitions: { chat: expect.stringMatching(/:1$/) },
  });
  expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
}

test("Given an image whose tasks never get healthy, when ECS's circuit breaker goes off, then the release ends rolled back with ECS's reason", () =>
  onRollingLaptop({ requestsPerSecond: 5 }, async (laptop) => {
    await pushQuietly(laptop, "v2", "unhealthy");
    const ended = ending(laptop, await start(laptop, "r1", {}));
    expect(await sampled(laptop, ended)).toEqual([{ name: "chat", fewer: 0, more: 1 }]);
    const end = await ended;
    await expectRolledBack(laptop, end, "Release.DeploymentFailed");
    expect(end.cause).toContain("ECS deployment circuit breaker: tasks failed to start.");
  }));

test("Given an image that ends as soon as it runs, which ECS's circuit breaker does not count, when its time is over, then the release goes back", () =>
  onRollingLaptop({ requestsPerSecond: 5, policy: { healthySeconds: 120 } }, async (laptop) => {
    await pushCrashing(laptop, "v2");
    const ended = ending(laptop, await start(laptop, "r1", {}));
    expect(await sampled(laptop, ended)).toEqual([{ name: "chat", fewer: 0, more: 1 }]);
    const end = await ended;
    await expectRolledBack(laptop, end, "Release.TargetsUnhealthy");
    expect(end.cause).toContain("no task more in 120 s; chat: 0 of 3 task(s) replaced");
  }));

test("Given a candidate that fails requests, when its alarm goes off while tasks are replaced, then it is stopped at the next look", () =>
  onRollingLaptop({}, async (laptop) => {
    await pushQuietly(laptop, "v2", "errors");
    const ended = ending(laptop, await start(laptop, "r1", {}));
    expect(await sampled(laptop, ended)).toEqual([{ name: "chat", fewer: 0, more: 1 }]);
    await expectRolledBack(laptop, await ended, "Release.AlarmRaised");
  }));

test("Given a slow candidate that no alarm watches, when it is judged, then stable's minutes before are the bar", () =>
  onRollingLaptop({ policy: { latencySeconds: 0.2 } }, async (laptop) => {
    await pushQuietly(laptop, "v2", "slow");
    const end = await ending(laptop, await start(laptop, "r1", {}));
    await expectRolledBack(laptop, end, "Release.AnalysisFailed");
    expect((await acts(laptop, "r1")).map(({ verdict }) => verdict)).toContain("fail");
  }));

test.each(["starting", "baking", "holding"] as const)(
  "Given a release that is %s, when a person aborts it, then it goes back at once and loses nothing",
  (phase) =>
    onRollingLaptop({ services: ["chat", "auth"], requestsPerSecond: 5 }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", phase);
      const ended = ending(laptop, arn);
      const at = laptop.clock.now();
      await decide(laptop, "abort", "r1");
      expect(await sampled(laptop, ended)).toEqual([
        { name: "chat", fewer: 0, more: 1 },
        { name: "auth", fewer: 0, more: 1 },
      ]);
      await expectRolledBack(laptop, await ended, "Release.Aborted");
      const back = (await acts(laptop, "r1")).find(({ state }) => state === "RollBack");
      expect(Date.parse(back?.at ?? "") - at).toBeLessThanOrEqual(8_000);
    }),
);

test("Given an alarm that goes off on hold, when stable takes over again, then ECS does not go back to the candidate that it completed", () =>
  onRollingLaptop({ requestsPerSecond: 5 }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "holding");
    const keepRinging = ringing(laptop, 240);
    await expectRolledBack(laptop, await ending(laptop, arn), "Release.AlarmRaised");
    await keepRinging;
    await expectRolledBack(laptop, await ending(laptop, arn), "Release.AlarmRaised");
  }));

/** Goes off and comes back to OK, again and again. */
async function ringing(laptop: RollingLaptop, seconds: number): Promise<void> {
  for (let at = 0; at < seconds; at += 10) {
    await raise(laptop);
    await laptop.clock.sleep(10_000);
  }
}

test("Given two services of which one fails, when ECS gives it up, then the other one goes back too, though it was done", () =>
  onRollingLaptop({ services: ["chat", "auth"], requestsPerSecond: 5 }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "starting", 60);
    const { cluster } = laptop.group;
    const { service } = laptop.service;
    const { serviceDeployments = [] } = await laptop.world.call(
      "ecs",
      "ListServiceDeployments",
      { cluster, service },
      person,
    );
    const { serviceDeploymentArn } = serviceDeployments[0] ?? {};
    await laptop.world.call("ecs", "StopServiceDeployment", { serviceDeploymentArn }, person);
    const end = await ending(laptop, arn);
    await expectRolledBack(laptop, end, "Release.DeploymentFailed");
    expect(end.cause).toContain("StopServiceDeployment was called");
  }));

test("Given a deployment by somebody else while tasks are replaced, then the release goes back to what it found", () =>
  onRollingLaptop({ requestsPerSecond: 5 }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "starting", 33);
    const { cluster } = laptop.group;
    const { service } = laptop.service;
    const taskDefinition = revision(1, "chat");
    await laptop.world.call("ecs", "UpdateService", { cluster, service, taskDefinition }, person);
    await expectRolledBack(laptop, await ending(laptop, arn), "Release.Drifted");
  }));

test("Given a service that ECS cannot bring back, when the time for that is over, then the lock waits for a person", () =>
  onRollingLaptop({ requestsPerSecond: 5, policy: { healthySeconds: 60 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "holding");
    const { cluster } = laptop.group;
    const { service } = laptop.service;
    await laptop.world.call("ecs", "DeleteService", { cluster, service, force: true }, person);
    await decide(laptop, "abort", "r1");
    const end = await ending(laptop, arn);
    expect(end).toMatchObject({ status: "FAILED", error: "Release.NeedsAPerson" });
    expect(await lock(laptop)).toMatchObject({ run: "r1", stuck: expect.any(String) });
    expect((await run(laptop, "r1"))?.report).toMatchObject({ outcome: "stuck" });
  }));
