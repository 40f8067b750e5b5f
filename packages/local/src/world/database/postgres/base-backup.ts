import { existsSync } from "node:fs";
import { copyFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { copyTree } from "./copy-tree.ts";
import { type Owner, own } from "./programs.ts";

/** What a base backup leaves out: https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP-DATA */
const leaveOut = new Set([
  ..."postmaster.pid postmaster.opts standby.signal recovery.signal backup_label backup_label.old".split(" "),
  ..."pg_wal pg_replslot pg_dynshmem pg_notify pg_serial pg_snapshots pg_stat_tmp pg_subtrans".split(" "),
]);

/**
 * Copies a running server's data to `to`, whole in itself: the log that makes the copy consistent is part of it. The copy is
 * of the moment in which this ends.
 */
export async function baseBackup(
  pool: pg.Pool,
  folder: string,
  to: string,
  owner: Owner | undefined,
): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows: started } = await client.query(
      "select pg_walfile_name(pg_backup_start('signalbox', true)) as first",
    );
    await copyTree(join(folder, "data"), to, owner, { leaveOut });
    // Its own wait for the archive looks once a second.
    const { rows: ended } = await client.query(
      "select labelfile, pg_walfile_name(lsn) as last from pg_backup_stop(false)",
    );
    const [{ first }] = started;
    const [{ labelfile, last }] = ended;
    await put(join(to, "backup_label"), labelfile, owner);
    await archived(folder, last);
    for (const segment of segmentsBetween(await readdir(join(folder, "wal")), first, last)) {
      const copy = join(to, "pg_wal", segment);
      await copyFile(join(folder, "wal", segment), copy);
      await own(copy, owner);
    }
  } finally {
    client.release();
  }
}

/** The whole segments among an archive's files: what is still being copied to it is about to get another name. */
export const segmentsBetween = (files: readonly string[], first: string, last: string): string[] =>
  files.filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last);

/** Waits until a piece of the log is in the archive. */
export async function archived(folder: string, piece: string): Promise<void> {
  for (let tries = 0; !existsSync(join(folder, "wal", piece)); tries++) {
    if (tries === 1000) throw new Error(`the log's piece ${piece} was not archived within 10 s`);
    await wait(10);
  }
}

/** Brings the log as far as now into the archive; answers the name of its last piece. */
export async function archiveLog(pool: pg.Pool, folder: string): Promise<string> {
  // A commit, or a recovery to a time after the last one would not find where to stop.
  await pool.query("select pg_current_xact_id()");
  const { rows } = await pool.query("select pg_walfile_name(pg_switch_wal()) as last");
  const [{ last }] = rows;
  await archived(folder, last);
  return last;
}

async function put(file: string, text: string, owner: Owner | undefined): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  await own(file, owner);
}
