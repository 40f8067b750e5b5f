import type { Put, SidedGroupDocument } from "@signalbox/core/console/documents";
import { expect, test } from "vitest";
import { type Booted, boot } from "../../boot.ts";
import { names } from "../../deploy/development.fixture.ts";
import { person } from "../../deploy/person.ts";
import { virtualClock } from "../../world/clock.ts";
import { planRestoreOf } from "./backup-plan.ts";
import { decide } from "./decisions.ts";
import { pushImage } from "./images.ts";
import { planRelease } from "./plan.ts";
import { type View, viewOf } from "./view.ts";

const region = "us-east-1";
const patience = 30_000;

/** Runs a scenario on a booted laptop in virtual time. */
function onLaptop(scenario: (booted: Booted, view: View) => Promise<void>): Promise<void> {
  const clock = virtualClock();
  const policy = { ladder: [50, 100], bakeSeconds: 300, drainSeconds: 30, holdSeconds: 60 };
  return clock.run(
    (async () => {
      const booted = await boot({ clock, port: 0, seed: 1, requestsPerSecond: 10, policy });
      booted.traffic.start();
      const view = viewOf(booted.world, booted.cloud.faults);
      await scenario(booted, view);
      await booted.stop();
    })(),
  );
}

const topics = (puts: readonly Put[]): string[] => [...new Set(puts.map(({ topic }) => topic))].toSorted();

/** Looks every five seconds until the group is as wanted. */
async function until(
  { world }: Booted,
  view: View,
  wanted: (group: SidedGroupDocument) => boolean,
): Promise<SidedGroupDocument> {
  for (let looks = 0; looks < 1_440; looks++) {
    await view.look();
    const put = view.all().find(({ topic, id }) => topic === "group" && id === `${region}/open-webui`);
    if (put?.topic === "group" && put.value?.strategy === "canary" && wanted(put.value)) return put.value;
    await world.clock.sleep(5_000);
  }
  throw new Error("the group did not get there within two hours");
}

test("the first look tells everything, the next one only what has changed since", { timeout: patience }, () =>
  onLaptop(async (booted, view) => {
    const first = await view.look();
    expect(topics(first)).toEqual(["alarm", "backup", "cloud", "group", "metrics", "restorable", "scaling"]);
    expect(await view.look()).toEqual([]);
    expect(
      await pushImage(booted.world, {
        region,
        repository: names.repository("open-webui"),
        behaviour: "good",
      }),
    ).toEqual({
      tag: "v0.11.1",
    });
    await until(booted, view, ({ run }) => run?.phase === "preparing" || run?.phase === "starting");
    expect(topics(view.all())).toContain("execution");
  }),
);

test(
  "a group tells wanted beside seen, its wait with the deadline, and what a person may do",
  { timeout: patience },
  () =>
    onLaptop(async (booted, view) => {
      await pushImage(booted.world, {
        region,
        repository: names.repository("open-webui"),
        behaviour: "good",
      });
      const { sides, wait, may, run } = await until(booted, view, (group) => group.run?.phase === "baking");
      expect([sides.blue.wanted, sides.green.wanted, run?.weight]).toEqual([50, 50, 50]);
      expect(sides.green.seen).toBeGreaterThan(40);
      expect(sides.green.seen).toBeLessThan(60);
      expect(Date.parse(wait?.deadline ?? "") - Date.parse(wait?.entered ?? "")).toBe(300_000);
      expect(may).toEqual(["promote", "promote-fully", "abort"]);
    }),
);

test("a composite alarm tells its rule and its state", { timeout: patience }, () =>
  onLaptop(async ({ world }, view) => {
    await view.look();
    const child = view.all().find(({ topic }) => topic === "alarm")?.value;
    if (!child || !("name" in child)) throw new Error("the laptop has alarms");
    const AlarmRule = `ALARM("${child.name}")`;
    const caller = { region, principal: person };
    await world.call("monitoring", "PutCompositeAlarm", { AlarmName: "both", AlarmRule }, caller);
    const raised = { AlarmName: "both", StateValue: "ALARM", StateReason: "tried" } as const;
    await world.call("monitoring", "SetAlarmState", raised, caller);
    const puts = await view.look();
    expect(puts.find(({ id }) => id === `${region}/both`)?.value).toMatchObject({
      rule: AlarmRule,
      state: "ALARM",
      reason: "tried",
      series: { times: [], values: [] },
    });
  }),
);

test("every alarm is told, however many pages CloudWatch gives them on", { timeout: patience }, () =>
  onLaptop(async ({ world }, view) => {
    await view.look();
    const caller = { region, principal: person };
    const added = Array.from({ length: 101 }, (_, index) => `added-${index}`);
    for (const AlarmName of added)
      await world.call(
        "monitoring",
        "PutMetricAlarm",
        {
          AlarmName,
          Namespace: "Tried",
          MetricName: "Count",
          Statistic: "Sum",
          Period: 60,
          EvaluationPeriods: 1,
          ComparisonOperator: "GreaterThanThreshold",
          Threshold: 0,
        },
        caller,
      );
    const told = new Set((await view.look()).map(({ id }) => id));
    expect(added.filter((name) => !told.has(`${region}/${name}`))).toEqual([]);
  }),
);

test("what the page cannot read stays as it was, and the page is told why", { timeout: patience }, () =>
  onLaptop(async (booted, view) => {
    await view.look();
    const fault = booted.cloud.faults.add({
      kind: "fail",
      service: "ecs",
      operation: "DescribeServices",
      error: "ServerException",
    });
    const troubles = () =>
      view.all().flatMap((put) => (put.topic === "cloud" && put.value ? put.value.troubles : []));
    expect(topics(await view.look())).toEqual(["cloud", "fault"]);
    expect(troubles()).toEqual([expect.stringContaining("ServerException")]);
    expect(topics(view.all())).toContain("group");
    booted.cloud.faults.remove(fault);
    await view.look();
    expect(troubles()).toEqual([]);
    expect(topics(view.all())).not.toContain("fault");
  }),
);

test("a full promotion passes over every bake that is left, and keeps the hold", { timeout: patience }, () =>
  onLaptop(async (booted, view) => {
    await pushImage(booted.world, { region, repository: names.repository("open-webui"), behaviour: "good" });
    const { run } = await until(booted, view, (group) => group.run?.phase === "baking");
    const release = run?.release.run ?? "";
    const decision = { region, group: "open-webui", release, reason: "sure", by: "ann" } as const;
    await decide(booted.world, booted.platform, { ...decision, action: "promote-fully" });
    const held = await until(booted, view, (group) => group.run?.phase === "holding");
    expect(held.acts.filter(({ verdict }) => verdict !== undefined)).toEqual([]);
    expect(held.may).toEqual(["promote", "abort"]);
    const { run: ended } = await until(booted, view, (group) => group.run?.phase === "ended");
    expect(ended?.report).toMatchObject({ outcome: "promoted" });
    expect(ended?.report?.decisions.map(({ reason }) => reason)).toContain("sure");
  }),
);

test(
  "a restore to a moment that nothing reaches is refused by its plan, and nothing is done",
  {
    timeout: patience,
  },
  () =>
    onLaptop(async ({ world, platform }, view) => {
      await view.look();
      const asked = { time: Date.parse("2020-01-01T00:00:00Z") };
      const plan = await planRestoreOf(world, platform, { region, what: "database", asked });
      expect(plan).toMatchObject({ items: [], acts: [], refusals: [{ error: "Backup.OutOfReach" }] });
      expect(await view.look()).toEqual([]);
    }),
);

test(
  "a plan shows ladder, capacity and calls, and what would be refused; nothing is done",
  { timeout: patience },
  () =>
    onLaptop(async (booted, view) => {
      await view.look();
      const image = { repository: names.repository("open-webui"), tag: "v7" };
      const input = { image, requestedBy: "ann", policy: { ladder: [10, 100] } };
      const plan = await planRelease(booted.world, booted.platform, input);
      expect(plan.stages.slice(0, 2)).toMatchObject([
        { weight: 10, capacities: { "open-webui": 1 } },
        { weight: 100, capacities: { "open-webui": 3 } },
      ]);
      expect(plan.refusals.map(({ error }) => error)).toEqual(["Release.ImageNotFound"]);
      expect(plan.steps.find(({ state }) => state === "ShiftTraffic")?.calls).toContain(
        "elasticloadbalancing:ModifyRule",
      );
      const wrong = await planRelease(booted.world, booted.platform, { image: { repository: "nobody" } });
      expect(wrong.refusals.map(({ error }) => error)).toEqual(["Release.InvalidRequest"]);
      expect(await view.look()).toEqual([]);
    }),
);
