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
