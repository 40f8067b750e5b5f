import type { Alarm } from "./alarm.ts";
import type { ContinuousClass, ReplicatedClass, ScheduledClass } from "./classes.ts";
import { lengthOf } from "./length-of-time.ts";
import type { Objectives } from "./objectives.ts";
import type { RecoveryPoint } from "./recovery-point.ts";
import { startOfDay } from "./schedule/local-day.ts";
import { runsOf } from "./schedule/runs.ts";

interface Seen {
  /** Since when the class is configured, and since when its target lives: the later of the two. */
  readonly since: number;
  readonly now: number;
  readonly objectives: Objectives;
}

/**
 * What has not happened for a class with a schedule, whatever the reason: of a run that was due more than the RPO ago there
 * is no point, or on a day whose points should be verified by now (RPO to make, RTO to restore and check) none is.
 * It rests on due times, not on ages, so that a day of 25 hours is no alarm and a weekly class has its week.
 */
export function scheduledSilence(
  of: ScheduledClass,
  points: readonly RecoveryPoint[],
  { since, now, objectives: { rpoMs, rtoMs } }: Seen,
): readonly Alarm[] {
  const runs = runsOf(of, since);
  const own = points.filter(({ class: id, made }) => id === of.id && made !== undefined);
  const alarms: Alarm[] = [];

  const due = runs.last(now - rpoMs);
  const made = newest(own.filter(({ phase }) => phase !== "failed"));
  if (due !== undefined && !(made !== undefined && made >= due))
    alarms.push({
      error: "Backup.TooOld",
      class: of.id,
      sentence: `${of.id} was due at ${iso(due)}, ${lengthOf(now - due)} ago, and there is no point of it; ${newestSaid(made, now)}.`,
    });

  const settled = runs.last(now - rpoMs - rtoMs);
  if (settled === undefined) return alarms;
  // The first run of that day: its point, or a later one, is what should have been verified.
  const first = Math.min(runs.next(startOfDay(settled, of.timezone) - 1) ?? settled, settled);
  const verified = newest(
    own.filter(({ phase, verifiedAt }) => phase === "verified" || verifiedAt !== undefined),
  );
  if (!(verified !== undefined && verified >= first))
    alarms.push({
      error: "Backup.NoVerifiedPoint",
      class: of.id,
      sentence: `No point of ${of.id} since ${iso(first)} was restored and checked, and ${lengthOf(rpoMs + rtoMs)} are enough for it; ${newestSaid(verified, now, "verified ")}.`,
    });
  return alarms;
}

/**
 * The database's log: nothing can be restored to a moment within the RPO, or it has not moved for two proofs. A log of which
 * nothing is known yet has as long since its database was first seen.
 */
export function logSilence(
  of: ContinuousClass,
  /** RDS's LatestRestorableTime; undefined where it says none. */
  latest: number | undefined,
  { since, now, objectives: { rpoMs } }: Seen,
): readonly Alarm[] {
  const age = now - Math.max(latest ?? since, since);
  const error =
    age > rpoMs ? "Backup.TooOld" : age > 2 * of.proofMinutes * 60_000 ? "Backup.LogStopped" : undefined;
  if (error === undefined) return [];
  const sentence =
    latest === undefined
      ? `${of.id} cannot be restored to any moment: RDS names none.`
      : `${of.id} can be restored up to ${iso(latest)} and no further: its log has not moved for ${lengthOf(age)}.`;
  return [{ error, class: of.id, sentence }];
}

/** A secret and the regions in which Secrets Manager says that it is `InSync`. */
export interface ReplicatedSecret {
  readonly name: string;
  readonly inSync: readonly string[];
}

/** Secrets that a region of the class does not have as they are. */
export const replicaSilence = (of: ReplicatedClass, secrets: readonly ReplicatedSecret[]): readonly Alarm[] =>
  secrets.flatMap(({ name, inSync }) =>
    of.regions
      .filter((region) => !inSync.includes(region))
      .map((region) => ({
        error: "Backup.ReplicaMissing",
        class: of.id,
        sentence: `The secret ${name} has no replica in ${region} that is in sync.`,
      })),
  );

const newest = (points: readonly RecoveryPoint[]): number | undefined =>
  points.reduce<number | undefined>(
    (last, { capturedAt }) => Math.max(last ?? capturedAt, capturedAt),
    undefined,
  );

const iso = (at: number): string => new Date(at).toISOString();

const newestSaid = (at: number | undefined, now: number, kind = ""): string =>
  at === undefined
    ? `there is no ${kind}point at all`
    : `the newest ${kind}one is of ${iso(at)}, ${lengthOf(now - at)} old`;
