import type { RunUse } from "./run-use.ts";

const use = (
  transitions: number,
  lambdaCalls: number,
  tableWrites: number,
  tableReads: number,
): (() => RunUse) => {
  const used = { transitions, lambdaCalls, tableWrites, tableReads, metricReads: 0 };
  return () => used;
};

/**
 * What runs of backups use, each without the workflows that it starts. Jobs of AWS Backup take 20 minutes in them, and no event
 * comes: all looks are those of the poll loops.
 */
export const backupRuns = {
  /** Of a database, to one other region. */
  backup: use(87, 52, 132, 5),
  copy: use(83, 55, 139, 5),
  /** Of a class that has nothing past its time. */
  prune: use(5, 2, 7, 5),
  /** Of a database; of a bucket it takes two states more for each quarter of an hour. */
  "look-at-contents": use(4, 1, 2, 0),
  "verify-backup": use(107, 67, 168, 4),
  /** Of a small database to a moment, to its release by a person: test/workflows/restore.test.ts makes one. Its looks are two. */
  restore: use(91, 54, 145, 44),
  /** Of one secret, to its release by a person, without the `restore` that starts it: test/workflows/put-back.test.ts. */
  "put-back": use(11, 5, 19, 12),
  /** To the release of all by a person, without its parts, which are there within minutes: test/workflows/restore-all.test.ts. A minute more is three states and a call. */
  "restore-all": use(37, 13, 47, 95),
} as const;

/** All that one backup starts of itself: the run, its looks, its copy and the pruning of its class. */
export const wholeBackup = ["backup", "look-at-contents", "look-at-contents", "copy", "prune"] as const;
