import { classesOf, type ScheduledClass } from "../classes.ts";
import { point } from "../point.fixture.ts";
import type { RecoveryPoint } from "../recovery-point.ts";
import { runsOf } from "../schedule/runs.ts";
import { expiring } from "./expiring.ts";
import { lifecyclesOf } from "./lifecycle.ts";
import { prunable } from "./prunable.ts";
import { pointToVerify } from "./to-verify.ts";

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
export const objectives = { rpoMs: hourMs, rtoMs: 4 * hourMs };
/** Ten years with three leap days: 2024, 2028, 2032. */
export const begin = Date.parse("2024-02-01T00:00:00Z");
export const end = Date.parse("2034-03-01T00:00:00Z");

/** A class of the database as the configuration means it. */
export function classOf(
  schedule: string,
  timezone: string,
  retentionDays: number,
  copyRetentionDays?: number,
): ScheduledClass {
  const found = classesOf({
    backup: {
      classes: {
        "database-tested": {
          target: "database",
          schedule,
          timezone,
          retentionDays,
          ...(copyRetentionDays && { copyRetentionDays }),
        },
      },
      logProofMinutes: 15,
      continuousDays: 35,
    },
    data: {
      database: {
        engineVersion: "16.6",
        minCapacity: 0.5,
        maxCapacity: 16,
        readers: 1,
        standbyInstances: 1,
        proxy: true,
        recoveryDays: 35,
        poolSize: 10,
      },
      cache: { engine: "valkey", nodeType: "cache.t4g.small", replicas: 1 },
      files: { kind: "s3", infrequentAccessDays: 30 },
    },
    regions: [
      { region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 3 },
      { region: "eu-west-1", role: "secondary", cidr: "10.1.0.0/16", zones: 3 },
    ],
  }).find(({ tier }) => tier === "tested");
  if (found?.kind !== "scheduled") throw new Error("the class is not there");
  return found;
}

export interface Look {
  readonly now: number;
  /** What the vaults hold; copies are those in the other region. */
  readonly points: readonly RecoveryPoint[];
  readonly copies: readonly RecoveryPoint[];
  /** Sentences of alarms about an end that comes too soon since the last look. */
  readonly alarms: readonly string[];
  /** Looks, one an hour, that found no verified point since the last look. */
  readonly hoursWithout: number;
}

/**
 * Plays a class: runs when due, points verified within the hour where one of the day is wanted, copies, AWS's own lifecycle,
 * and a prune. `works` says whether making and verifying do at an instant. Looks at every run, after its acts.
 */
export function play(
  of: ScheduledClass,
  works: (at: number) => boolean,
  look: (seen: Look) => void,
  until = end,
): void {
  const { next } = runsOf(of, begin);
  const lifecycles = lifecyclesOf(of);
  let points: RecoveryPoint[] = [];
  let copies: RecoveryPoint[] = [];
  let alarms: string[] = [];
  let restored: RecoveryPoint | undefined;
  let hoursWithout = 0;
  const make = (at: number): void => {
    if (!works(at)) return;
    const { DeleteAfterDays: keptDays } = lifecycles.point;
    points.push(point({ class: of.id, at: at + 5 * minuteMs, phase: "made", keptDays }));
    const made = points.at(-1);
    const kept = lifecycles.copy?.DeleteAfterDays;
    if (made && kept !== undefined)
      copies.push(
        point({
          class: of.id,
          at: made.capturedAt,
          phase: "made",
          keptDays: kept,
          region: "eu-west-1",
          copyOf: made.id,
        }),
      );
    const chosen = pointToVerify(points, of.timezone, new Set());
    if (chosen && works(at + 30 * minuteMs)) restored = chosen;
  };
  const verify = (): void => {
    if (restored === undefined) return;
    const { capturedAt: at } = restored;
    const done = point({ class: of.id, at, keptDays: lifecycles.point.DeleteAfterDays });
    points = points.map((each) => (each === restored ? done : each));
    restored = undefined;
  };
  /** What AWS does by itself. */
  const age = (now: number): void => {
    const from = (days: number | undefined): number => now - (days ?? 0) * dayMs;
    if ((points[0]?.capturedAt ?? now) <= from(of.retentionDays))
      points = points.filter(({ capturedAt }) => capturedAt > from(of.retentionDays));
    if ((copies[0]?.capturedAt ?? now) <= from(of.copyRetentionDays))
      copies = copies.filter(({ capturedAt }) => capturedAt > from(of.copyRetentionDays));
  };
  /** What the hourly look at retention does between two runs. */
  const watch = (now: number): void => {
    const soon = expiring(of.id, points, { now, objectives });
    if (!soon) return;
    alarms.push(soon.alarm.sentence);
    make(now);
  };
  let prunedAt = begin;
  const prune = (now: number): void => {
    prunedAt = now;
    const { delete: pruned } = prunable([...points, ...copies], { now, inUse: new Set(), lockedDays: 7 });
    if (pruned.length > 0)
      throw new Error(`AWS has already deleted what prune would: ${pruned.map(({ id }) => id)}`);
  };
  for (let run = next(begin - 1), following = run; run !== undefined && run < until; run = following) {
    following = next(run) ?? until;
    make(run);
    for (let hour = run + hourMs; hour <= following; hour += hourMs) {
      age(hour);
      if (!points.some(({ phase }) => phase === "verified")) hoursWithout += 1;
      verify();
      watch(hour);
    }
    age(following);
    if (following - prunedAt >= dayMs) prune(following);
    look({ now: following, points, copies, alarms, hoursWithout });
    alarms = [];
    hoursWithout = 0;
  }
}
