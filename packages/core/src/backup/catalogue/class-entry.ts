import type { BackedUpTarget, PlacedClass } from "../../platform/backup-places.ts";
import type { ScheduledClass } from "../classes.ts";
import { scheduledSilence } from "../dead-man.ts";
import type { Objectives } from "../objectives.ts";
import { type PointRecord, pointsFrom, pointsOf } from "../recovery-point.ts";
import type { BackupReport } from "../run/run.ts";
import type { VerificationReport } from "../run/verification.ts";
import { type Runs, runsOf } from "../schedule/runs.ts";
import type { ClassEntry, ClassSchedule } from "./entries.ts";
import { lastMeasured } from "./measured.ts";
import { newestOf } from "./newest.ts";

/** What the ledger has of one class. */
export interface ClassRecords {
  readonly id: string;
  readonly target: BackedUpTarget;
  /** As it is configured; undefined of a class whose points are adopted. */
  readonly placed: PlacedClass | undefined;
  readonly points: readonly PointRecord[];
  /** Since when its schedule is looked at. */
  readonly since: number | undefined;
  readonly backups: readonly BackupReport[];
  readonly verifications: readonly VerificationReport[];
  readonly making: string | undefined;
  readonly verifying: string | undefined;
}

/** What is to be told of a class at `now`. */
export function classEntry(records: ClassRecords, objectives: Objectives, now: number): ClassEntry {
  const { id, target, placed, since, making, verifying } = records;
  const remarks = new Map(records.backups.map(({ point, remarks: of }) => [point, of]));
  const points = pointsOf(pointsFrom(records.points).values(), id).map((point) => ({
    ...point,
    remarks: remarks.get(point.id) ?? [],
  }));
  const runs = placed && runsOf(placed, since ?? now);
  const newest = newestOf(points)?.capturedAt ?? (since === undefined ? undefined : since - 1);
  const due = newest === undefined ? undefined : runs?.next(newest);
  return {
    id,
    target,
    schedule: placed && runs && scheduleOf(placed, runs, since, now),
    points,
    lateFrom: due === undefined ? undefined : due + objectives.rpoMs,
    overdue:
      placed && since !== undefined
        ? scheduledSilence(scheduled(placed), points, { since, now, objectives })
        : [],
    restored: lastMeasured(records.verifications),
    making,
    verifying,
  };
}

function scheduleOf(
  { schedule, timezone, retentionDays, copyRetentionDays }: PlacedClass,
  runs: Runs,
  since: number | undefined,
  now: number,
): ClassSchedule {
  const nextDue = runs.next(now);
  const following = nextDue === undefined ? undefined : runs.next(nextDue);
  return {
    expression: schedule,
    timezone,
    everyMs: nextDue === undefined || following === undefined ? undefined : following - nextDue,
    retentionDays,
    copyRetentionDays,
    since,
    nextDue,
  };
}

const scheduled = ({ id, target, schedule, timezone, ...placed }: PlacedClass): ScheduledClass => ({
  kind: "scheduled",
  id,
  target,
  tier: id.slice(id.indexOf("/") + 1),
  schedule,
  timezone,
  retentionDays: placed.retentionDays,
  copyRetentionDays: placed.copyRetentionDays,
});
