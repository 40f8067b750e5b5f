import { classify, type UpgradeJudgement } from "@signalbox/core/upgrade/classify";
import type { UpgradeEvidence } from "@signalbox/core/upgrade/evidence";
import type { Probe } from "@signalbox/core/upgrade/probes";
import { readStatements } from "@signalbox/functions/upgrade/read-statements";
import { stepsTo } from "@signalbox/local/images/open-webui/history/history";
import { migrate } from "@signalbox/local/images/open-webui/history/migrate";
import { realClock } from "@signalbox/local/world/clock";
import { postgresDatabases } from "@signalbox/local/world/database/postgres/plane";
import type pg from "pg";
import { live, type OnDatabase, revisionOf } from "./live.ts";
import { rehearse } from "./rehearsal.ts";
import { connected } from "./server.ts";

/** Users enough to speak for a key, and little else, so that all of it takes a second. */
const size = { users: 120, of: (count: number) => Math.max(2, Math.min(120, Math.round(count / 20))) };

/** An installation of the older kind, as it was after each of some releases; each is there for one jump. */
export interface Lived extends AsyncDisposable {
  /** What the jump from a release to another is judged, after `prepare`; `statements` are the old version's own. */
  jump(from: string, to: string, prepare?: string, statements?: readonly Probe[]): Promise<Rehearsed>;
  /** What a release's database has recorded after it was asked some statements. */
  asked(release: string, statements: readonly string[]): Promise<Probe[]>;
  /** How the migration to a release ends on what each of `prepare` adds to the one before. */
  fail(from: string, to: string, prepare: readonly string[]): Promise<string[]>;
}

export interface Rehearsed {
  readonly judgement: UpgradeJudgement;
  readonly evidence: UpgradeEvidence;
}

export async function liveThrough(kept: readonly string[]): Promise<Lived> {
  const plane = await postgresDatabases({ clock: realClock() });
  const url = await (await plane.create("upgrades", "openwebui")).url();
  const on = <T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> =>
    connected(url.replace(/[^/]+$/, database), work);
  const copy = async (from: string, to: string): Promise<void> => {
    await on("postgres", async (client) => {
      // PostgreSQL copies none that somebody is connected to.
      await client.query("select pg_terminate_backend(pid, 1000) from pg_stat_activity where datname = $1", [
        from,
      ]);
      await client.query(`create database "${to}" template "${from}" strategy file_copy`);
    });
  };
  const onInstallation: OnDatabase = (work) => on("openwebui", work);
  for await (const { release } of live(onInstallation, "legacy", size))
    if (kept.includes(release)) await copy("openwebui", release);
  return {
    jump: (of, to, prepare, statements) =>
      on(of, async (client) => {
        if (prepare) await client.query(prepare);
        const evidence = await rehearse(client, {
          release: to,
          lineage: "legacy",
          ...(statements ? { statements } : {}),
        });
        return { evidence, judgement: classify(evidence) };
      }),
    asked: (of, statements) =>
      on(of, async (client) => {
        await client.query("create extension if not exists pg_stat_statements");
        await client.query("select pg_stat_statements_reset()");
        for (const statement of statements) await client.query(statement);
        return readStatements(client);
      }),
    fail: (of, to, prepare) =>
      on(of, async (client) => {
        const from = await revisionOf(client);
        const ends: string[] = [];
        for (const one of prepare) {
          await client.query(one);
          const { ended, sqlstate } = await migrate(client, stepsTo(to, "legacy", from));
          ends.push(sqlstate ?? ended);
        }
        return ends;
      }),
    [Symbol.asyncDispose]: () => plane.stop(),
  };
}
