import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import type { Guard } from "@signalbox/local/gate/gate";
import { expect, test } from "vitest";
import { isByRelease, person } from "./laptop.fixture.ts";
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
import {
  type BlueGreenLaptop,
  newestDeployment,
  onBlueGreen,
  serviceOf,
  weightsOf,
} from "./release-blue-green.fixture.ts";

/** All is as before the release, ECS has ended the candidate, and the report says why. */
async function expectRolledBack(laptop: BlueGreenLaptop, end: Ending, error: string): Promise<void> {
  expect(end).toMatchObject({ status: "FAILED", error: "Release.RolledBack" });
  expect(end.cause).toContain(error);
  expect(await weightsOf(laptop, "production")).toEqual({ blue: 0, green: 100 });
  expect(await weightsOf(laptop, "test")).toEqual({ blue: 0, green: 100 });
  expect(await newestDeployment(laptop)).toMatchObject({ status: "ROLLBACK_SUCCESSFUL" });
  expect(await serviceOf(laptop)).toEqual({ desiredCount: 3, runningCount: 3, revision: 1 });
  expect((await lock(laptop))?.owner).toBeUndefined();
  expect(await item(laptop, ledgerKeys.standing, Standing)).toMatchObject({ stable: "green" });
  expect((await run(laptop, "r1"))?.report).toMatchObject({ outcome: "rolled-back", problem: { error } });
  expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
}

/** Seconds until the users are on stable again. */
async function secondsToStable(laptop: BlueGreenLaptop): Promise<number> {
  const at = laptop.clock.now();
  while ((await weightsOf(laptop, "production")).green < 100) await laptop.clock.sleep(250);
  return (laptop.clock.now() - at) / 1000;
}

test("Given a promoted candidate on hold, when a person aborts, then all users are on the old side at once", () =>
  onBlueGreen({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "holding");
    expect(await weightsOf(laptop, "production")).toEqual({ blue: 100, green: 0 });
    expect(await item(laptop, ledgerKeys.standing, Standing)).toMatchObject({ stable: "blue" });
    await decide(laptop, "abort", "r1");
    expect(await secondsToStable(laptop)).toBeLessThanOrEqual(3);
    await expectRolledBack(laptop, await ending(laptop, arn), "Release.Aborted");
  }));

test.each(["starting", "waiting-for-person", "shifting", "baking", "draining"] as const)(
  "Given a release that is %s, when a person aborts, then all is as before",
  (phase) =>
    onBlueGreen({ policy: phase === "waiting-for-person" ? { promotion: "manual" } : {} }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", phase);
      await decide(laptop, "abort", "r1");
      await expectRolledBack(laptop, await ending(laptop, arn), "Release.Aborted");
    }),
);

test("Given a candidate that never gets healthy, when its time is over, then no user has met it", () =>
  onBlueGreen({ policy: { healthySeconds: 120 } }, async (laptop) => {
    await pushQuietly(laptop, "v2", "unhealthy");
    const end = await ending(laptop, await start(laptop, "r1", {}));
    await expectRolledBack(laptop, end, "Release.TargetsUnhealthy");
    expect(end.cause).toContain("ECS has not come to the pause in time: backend is IN_PROGRESS at SCALE_UP");
    expect((await run(laptop, "r1"))?.report?.requests.candidate).toBe(0);
  }));

test("Given a candidate that never gets healthy, when ECS's circuit breaker ends it first, then the release ends with ECS's reason", () =>
  onBlueGreen({ policy: { healthySeconds: 3_600 } }, async (laptop) => {
    await pushQuietly(laptop, "v2", "unhealthy");
    const end = await ending(laptop, await start(laptop, "r1", {}));
    await expectRolledBack(laptop, end, "Release.DeploymentFailed");
    expect(end.cause).toContain("ECS deployment circuit breaker: tasks failed to start.");
  }));

test("Given a candidate with errors, when its alarm goes off, then the users are back", () =>
  onBlueGreen({}, async (laptop) => {
    await pushQuietly(laptop, "v2", "errors");
    const end = await ending(laptop, await start(laptop, "r1", {}));
    await expectRolledBack(laptop, end, "Release.AlarmRaised");
  }));

test("Given a candidate with errors that no alarm sees, when it is judged, then it goes back", () =>
  onBlueGreen({}, async (laptop) => {
    await pushQuietly(laptop, "v2", "errors");
    const end = await ending(laptop, await start(laptop, "r1", { policy: { alarms: [] } }));
    await expectRolledBack(laptop, end, "Release.AnalysisFailed");
    expect((await acts(laptop, "r1")).flatMap(({ weight }) => weight ?? [])).toEqual([100, 0]);
  }));

test("Given an alarm on hold, then the users are back within five seconds", () =>
  onBlueGreen({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "holding");
    await raise(laptop);
    expect(await secondsToStable(laptop)).toBeLessThanOrEqual(5);
    await expectRolledBack(laptop, await ending(laptop, arn), "Release.AlarmRaised");
  }));

test("Given a person who never answers, when personSeconds are over, then the candidate goes as it came", () =>
  onBlueGreen({ policy: { promotion: "manual", personSeconds: 600 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const end = await ending(laptop, await start(laptop, "r1", {}));
    await expectRolledBack(laptop, end, "Release.NobodyDecided");
  }));

test("Given a release whose machine was stopped, then ECS's pause times out and the users keep the old version", () =>
  onBlueGreen({ policy: { personSeconds: 600, promotion: "manual" } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const executionArn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "waiting-for-person");
    await laptop.world.call("states", "StopExecution", { executionArn }, person);
    await laptop.clock.sleep(3 * 3_600_000);
    expect(await newestDeployment(laptop)).toMatchObject({
      status: "ROLLBACK_SUCCESSFUL",
      statusReason: expect.stringContaining("pause hook timed out"),
    });
    expect(await serviceOf(laptop)).toMatchObject({ runningCount: 3, revision: 1 });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test.each(["baking", "draining"] as const)(
  "Given a deployment that somebody stops while the release is %s, then the release ends with ECS's reason",
  (phase) =>
    onBlueGreen({}, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", phase);
      const { serviceDeploymentArn } = await newestDeployment(laptop);
      await laptop.world.call("ecs", "StopServiceDeployment", { serviceDeploymentArn }, person);
      const end = await ending(laptop, arn);
      await expectRolledBack(laptop, end, "Release.DeploymentFailed");
      expect(end.cause).toContain("StopServiceDeployment was called");
    }),
);

/** For half a minute after the release has told ECS to deploy, ECS's list is the one from before. */
function lateList(now: () => number): { readonly guard: Guard; readonly late: () => number } {
  let [until, late] = [0, 0];
  return {
    late: () => late,
    guard: async (call, next) => {
      if (!isByRelease(call)) return await next(call);
      if (call.operation === "UpdateService") until = now() + 30_000;
      if (call.operation !== "ListServiceDeployments" || now() >= until) return await next(call);
      late++;
      return { serviceDeployments: [] };
    },
  };
}

test("Given a list of ECS's that has not got the deployment yet, when a person aborts, then the deployment is found and taken back all the same", () => {
  let late = () => 0;
  return onBlueGreen(
    {
      guards: (clock) => {
        const list = lateList(() => clock.now());
        late = list.late;
        return [list.guard];
      },
    },
    async (laptop) => {
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      while (late() === 0) await laptop.clock.sleep(500);
      await decide(laptop, "abort", "r1");
      const end = await ending(laptop, arn);
      expect(late()).toBeGreaterThan(1);
      await expectRolledBack(laptop, end, "Release.Aborted");
    },
  );
});
