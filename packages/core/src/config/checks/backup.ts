import { tierOf, unscheduledTiers } from "../../backup/classes.ts";
import { startOfDay } from "../../backup/schedule/local-day.ts";
import { runsOf, type Schedule } from "../../backup/schedule/runs.ts";
import { isZone } from "../../schedule/wall-clock.ts";
import type { Config } from "../config.ts";
import type { Path } from "../path.ts";
import type { Finding } from "../problem.ts";
import { check } from "./check.ts";

/** A locked vault refuses a backup job whose retention lies outside: https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html */
export const retentionsWithinLock = check(
  "every retention, copies and the continuous baseline included, lies within the vault lock's",
  ["backup"],
  function* ({ backup: { classes, continuousDays, lock } }) {
    if (!lock) return;
    for (const [name, { retentionDays, copyRetentionDays }] of Object.entries(classes)) {
      const path = ["backup", "classes", name];
      yield* within([...path, "retentionDays"], retentionDays, lock);
      if (copyRetentionDays !== undefined)
        yield* within([...path, "copyRetentionDays"], copyRetentionDays, lock);
    }
    yield* within(["backup", "continuousDays"], continuousDays, lock);
  },
);

type Lock = NonNullable<Config["backup"]["lock"]>;

function* within(path: Path, days: number, { minRetentionDays, maxRetentionDays }: Lock): Generator<Finding> {
  const allowed = `from ${minRetentionDays} to ${maxRetentionDays} d, the bounds of backup.lock`;
  if (days < minRetentionDays)
    yield { path, wrong: `the vault's lock keeps everything for ${minRetentionDays} d at least`, allowed };
  else if (days > maxRetentionDays)
    yield { path, wrong: `the vault's lock keeps nothing longer than ${maxRetentionDays} d`, allowed };
}

export const lockHasRange = check(
  "the lock's least retention is at most its most",
  ["backup"],
  function* ({ backup: { lock } }) {
    if (lock && lock.minRetentionDays > lock.maxRetentionDays)
      yield {
        path: ["backup", "lock", "minRetentionDays"],
        wrong: "it is more than maxRetentionDays",
        allowed: `at most ${lock.maxRetentionDays} d`,
      };
  },
);

/** After its grace nobody takes a lock back: `sst remove` would fail for as long as a recovery point is kept. */
export const locksArePermanent = check(
  "only a permanent stage locks its vaults",
  ["backup", "permanent"],
  function* ({ backup, permanent }) {
    if (backup.lock && !permanent)
      yield {
        path: ["backup", "lock"],
        wrong: "the stage is not permanent, but nobody can delete a locked vault, AWS neither",
        allowed: "a lock where `permanent` is true",
      };
  },
);

/** A copy that goes before its original protects from nothing. */
export const copiesLast = check(
  "a copy is kept at least as long as its original",
  ["backup"],
  function* ({ backup }) {
    for (const [name, { retentionDays, copyRetentionDays }] of Object.entries(backup.classes))
      if (copyRetentionDays !== undefined && copyRetentionDays < retentionDays)
        yield {
          path: ["backup", "classes", name, "copyRetentionDays"],
          wrong: "the copy is deleted before its original",
          allowed: `at least ${retentionDays} d, the class's retentionDays`,
        };
  },
);

/** A class is named by its target and its tier: in tags, in the ledger and in the names of runs. */
export const classesApart = check(
  "each class of backup is another target with another tier, and none has the tier of what no schedule makes",
  ["backup"],
  function* ({ backup }) {
    const seen = new Map<string, string>();
    for (const [name, { target }] of Object.entries(backup.classes)) {
      const tier = tierOf(name, target);
      const before = seen.get(`${target}/${tier}`);
      seen.set(`${target}/${tier}`, before ?? name);
      const taken = unscheduledTiers.some((each) => each === tier);
      if (before === undefined && !taken) continue;
      yield {
        path: ["backup", "classes", name],
        wrong: taken ? `${target}/${tier} is made by no schedule` : `${before} is ${target}/${tier} too`,
        allowed: `a name that begins with ${target}- and goes on with the tier, such as ${target}-daily`,
      };
    }
  },
);

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** So many days with runs show the longest time between two: a week's, or a month's. */
const walkedDays = 40;

/**
 * One point a day is verified. When its successor is, RTO after its making, it must still be there, and not so near its end
 * that a fresh backup is started: that is twice the RTO before.
 */
export const pointsOverlap = check(
  "a point is kept until its successor is verified",
  ["backup", "recovery"],
  function* ({ backup, recovery }) {
    for (const [name, { schedule, timezone, retentionDays }] of Object.entries(backup.classes)) {
      const gapMs = isZone(timezone) ? longestGap({ schedule, timezone }) : undefined;
      if (gapMs === undefined) continue;
      const least = Math.ceil((gapMs + 3 * recovery.rtoMinutes * 60_000) / dayMs);
      if (retentionDays < least)
        yield {
          path: ["backup", "classes", name, "retentionDays"],
          wrong: "its verified point would be deleted before the next one is made, restored and checked",
          allowed: `at least ${least} d, for runs that are up to ${Math.ceil(gapMs / hourMs)} h apart and an RTO of ${recovery.rtoMinutes} min`,
        };
    }
  },
);

/** A configuration is read again and again, and a walk takes some milliseconds. */
const walked = new Map<string, number | undefined>();

/** The longest time between the first runs of two days, in milliseconds; undefined where there are not two. */
function longestGap(of: Schedule): number | undefined {
  const key = `${of.timezone} ${of.schedule}`;
  if (!walked.has(key)) walked.set(key, walk(of));
  return walked.get(key);
}

function walk(of: Schedule): number | undefined {
  const { next } = runsOf(of, 0);
  let run = next(0);
  let gap: number | undefined;
  for (let day = 0; day < walkedDays && run !== undefined; day++) {
    const following = next(Math.max(run, startOfDay(run + dayMs, of.timezone) - 1));
    if (following !== undefined) gap = Math.max(gap ?? 0, following - run);
    run = following;
  }
  return gap;
}
