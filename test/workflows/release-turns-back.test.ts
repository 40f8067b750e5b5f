import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import { expect, test } from "vitest";
import { type Laptop, onLaptop, person, revision } from "./laptop.fixture.ts";
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
  scaleInSuspended,
  services,
  start,
  weights,
} from "./release.fixture.ts";

/** All is as before the release, and the report says why. */
async function expectRolledBack(laptop: Laptop, end: Ending, error: string): Promise<void> {
  expect(end).toMatchObject({ status: "FAILED", error: "Release.RolledBack" });
  expect(end.cause).toContain(error);
  expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
  expect(await services(laptop)).toMatchObject({
    blue: { desiredCount: 3, runningCount: 3, taskDefinition: revision(1) },
    green: { desiredCount: 0, runningCount: 0 },
  });
  expect(await scaleInSuspended(laptop)).toBe(false);
  expect((await lock(laptop))?.owner).toBeUndefined();
  expect((await run(laptop, "r1"))?.report).toMatchObject({ outcome: "rolled-back", problem: { error } });
  expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
}

test("Given a candidate with 5 % errors, when its alarm goes off, then all traffic is on stable within five seconds", () =>
  onLaptop({}, async (laptop) => {
    await pushQuietly(laptop, "v2", "errors");
    let raisedAt = Number.POSITIVE_INFINITY;
    laptop.world.events.subscribe(({ detail }) => {
      const told = JSON.stringify(detail);
      const isOurs = laptop.group.policy.alarms.some((name) => told.includes(`"${name}"`));
      if (isOurs && told.includes('"value":"ALARM"')) raisedAt = Math.min(raisedAt, laptop.clock.now());
    });
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "shifting", 10);
    while ((await weights(laptop)).green > 0) await laptop.clock.sleep(250);
    expect(laptop.clock.now() - raisedAt).toBeLessThanOrEqual(5_000);
    await expectRolledBack(laptop, await ending(laptop, arn), "Release.AlarmRaised");
    const report = (await run(laptop, "r1"))?.report;
    expect(report?.requests.candidate).toBeGreaterThan(50);
    expect(report?.requests.stable).toBeGreaterThan(5_000);
  }));

/** Between what good and slow answers take. */
const latencySeconds = 0.25;

test("Given a slow candidate, when it is judged, then its share of answers over the objective fails it", () =>
  onLaptop({ policy: { latencySeconds } }, async (laptop) => {
    await pushQuietly(laptop, "v2", "slow");
    const end = await ending(laptop, await start(laptop, "r1", {}));
    await expectRolledBack(laptop, end, "Release.AnalysisFailed");
    expect(end.cause).toMatch(/slow: [\d,]+ of [\d,]+ \(\d+\.\d+ %\) bad on the candidate/);
    expect((await acts(laptop, "r1")).map(({ verdict }) => verdict)).toContain("fail");
  }));

test("Given a slow candidate that gets everything at once, with nothing beside it to compare with, then it is not promoted unasked", () =>
  onLaptop({ policy: { ladder: [100], latencySeconds, personSeconds: 60 } }, async (laptop) => {
    await pushQuietly(laptop, "v2", "slow");
    const end = await ending(laptop, await start(laptop, "r1", {}));
    await expectRolledBack(laptop, end, "Release.NobodyDecided");
    expect((await acts(laptop, "r1")).flatMap(({ verdict }) => verdict ?? [])).not.toContain("pass");
  }));

test("Given a candidate that never gets healthy, when its time is over, then it is scaled in without ever getting traffic", () =>
  onLaptop({ policy: { healthySeconds: 300 } }, async (laptop) => {
    await pushQuietly(laptop, "v2", "unhealthy");
    await expectRolledBack(
      laptop,
      await ending(laptop, await start(laptop, "r1", {})),
      "Release.TargetsUnhealthy",
    );
    expect((await run(laptop, "r1"))?.report?.requests.candidate).toBe(0);
    expect(laptop.calls.map(({ operation }) => operation)).not.toContain("ModifyRule");
  }));

test("Given a candidate that waits for healthy targets, when an alarm goes off, then the release turns back at its next look", () =>
  onLaptop({}, async (laptop) => {
    await pushQuietly(laptop, "v2", "unhealthy");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "starting");
    const at = laptop.clock.now();
    await raise(laptop);
    await expectRolledBack(laptop, await ending(laptop, arn), "Release.AlarmRaised");
    const back = (await acts(laptop, "r1")).find(({ state }) => state === "RollBack");
    expect(Date.parse(back?.at ?? "") - at).toBeLessThanOrEqual(6_000);
  }));

test("Given a promoted candidate on hold, when an alarm goes off, then the old side takes over again at once", () =>
  onLaptop({ policy: { ladder: [100] } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "holding");
    expect(await weights(laptop)).toEqual({ blue: 0, green: 100 });
    expect(await item(laptop, ledgerKeys.standing, Standing)).toMatchObject({ stable: "green" });
    const at = laptop.clock.now();
    await raise(laptop);
    while ((await weights(laptop)).green > 0) await laptop.clock.sleep(250);
    expect(laptop.clock.now() - at).toBeLessThanOrEqual(5_000);
    await expectRolledBack(laptop, await ending(laptop, arn), "Release.AlarmRaised");
    expect(await item(laptop, ledgerKeys.standing, Standing)).toMatchObject({ stable: "blue" });
  }));

test("Given a rollback that finds too few healthy targets on stable, then its count is restored before it gets the traffic", () =>
  onLaptop({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", { policy: { ladder: [10, 100] } });
    await reached(laptop, "r1", "baking", 100);
    const { cluster } = laptop.group;
    const { sides } = laptop.service;
    await laptop.world.call(
      "ecs",
      "UpdateService",
      { cluster, service: sides.blue.service, desiredCount: 0 },
      person,
    );
    await laptop.clock.sleep(200_000);
    expect(await services(laptop)).toMatchObject({ blue: { runningCount: 0 } });
    await decide(laptop, "abort", "r1");
    await laptop.clock.sleep(2_000);
    expect(await weights(laptop)).toEqual({ blue: 0, green: 100 });
    await expectRolledBack(laptop, await ending(laptop, arn), "Release.Aborted");
  }));

test("Given a rollback that finds no healthy target on stable at all, then the traffic stays and the lock waits for a person", () =>
  onLaptop({ policy: { healthySeconds: 120 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", { policy: { ladder: [10, 100] } });
    await reached(laptop, "r1", "baking", 100);
    await laptop.world.call(
      "ecs",
      "DeleteService",
      { cluster: laptop.group.cluster, service: laptop.service.sides.blue.service, force: true },
      person,
    );
    await decide(laptop, "abort", "r1");
    const end = await ending(laptop, arn);
    expect(end).toMatchObject({ status: "FAILED", error: "Release.NeedsAPerson" });
    expect(await weights(laptop)).toEqual({ blue: 0, green: 100 });
    expect(await lock(laptop)).toMatchObject({ run: "r1", stuck: expect.any(String) });
    expect((await run(laptop, "r1"))?.report).toMatchObject({ outcome: "stuck" });
    const next = await ending(laptop, await start(laptop, "r2", {}));
    expect(next).toMatchObject({ status: "FAILED" });
    expect(await weights(laptop)).toEqual({ blue: 0, green: 100 });
  }));

test("Given a rule that somebody made sticky in mid-release, when an alarm goes off, then the way back is not blocked by it", () =>
  onLaptop({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "baking", 25);
    await makeSticky(laptop);
    await raise(laptop);
    await expectRolledBack(laptop, await ending(laptop, arn), "Release.AlarmRaised");
  }));

async function makeSticky({ world, service }: Laptop): Promise<void> {
  const RuleArn = service.listenerRuleArns[0]!;
  const { Rules } = await world.call(
    "elasticloadbalancing",
    "DescribeRules",
    { RuleArns: [RuleArn] },
    person,
  );
  const Actions = (Rules?.[0]?.Actions ?? []).map((action) => ({
    ...action,
    ForwardConfig: {
      ...action.ForwardConfig,
      TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 3_600 },
    },
  }));
  await world.call("elasticloadbalancing", "ModifyRule", { RuleArn, Actions }, person);
}

test("Given a candidate that scaled out on hold, when the old side takes over again, then it has as many tasks", () =>
  onLaptop({ policy: { ladder: [100] } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "holding");
    const { cluster } = laptop.group;
    const { sides } = laptop.service;
    const scaledOut = { cluster, service: sides.green.service, desiredCount: 5 };
    await laptop.world.call("ecs", "UpdateService", scaledOut, person);
    await raise(laptop);
    expect(await ending(laptop, arn)).toMatchObject({ error: "Release.RolledBack" });
    expect(await services(laptop)).toMatchObject({ blue: { desiredCount: 5 }, green: { desiredCount: 0 } });
  }));
