import { classify, type UpgradeJudgement } from "@signalbox/core/upgrade/classify";
import type { UpgradeEvidence } from "@signalbox/core/upgrade/evidence";
import type { Probe } from "@signalbox/core/upgrade/probes";
import { readStatements } from "@signalbox/functions/upgrade/read-statements";
import { fill } from "@signalbox/local/images/open-webui/history/fill";
import { baseOf, releases, stepsTo } from "@signalbox/local/images/open-webui/history/history";
import { lifeAfter } from "@signalbox/local/images/open-webui/history/life";
import { migrate } from "@signalbox/local/images/open-webui/history/migrate";
import { realClock } from "@signalbox/local/world/clock";
import { postgresDatabases } from "@signalbox/local/world/database/postgres/plane";
import { random } from "@signalbox/local/world/random";
import pg from "pg";
import { rehearse } from "./rehearsal.ts";

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
  const connected = async <T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client(url.replace(/[^/]+$/, database));
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const copy = async (from: string, to: string): Promise<void> => {
    await connected("postgres", async (client) => {
      // PostgreSQL copies none that somebody is connected to.
      await client.query("select pg_terminate_backend(pid, 1000) from pg_stat_activity where datname = $1", [
        from,
      ]);
      await client.query(`create database "${to}" template "${from}" strategy file_copy`);
    });
  };
  const chance = random(1);
  await connected("openwebui", async (client) => {
    await client.query(baseOf("legacy"));
    await fill(client, lifeAfter("v0.3.16", size, chance));
  });
  let from: string | undefined;
  for (const release of releases) {
    const steps = stepsTo(release, "legacy", from);
    await connected("openwebui", async (client) => {
      const { ended, log } = await migrate(client, steps);
      if (ended !== "done") throw new Error(`${release}: ${log}`);
      const { rows } = await client.query("select version_num from alembic_version");
      from = rows[0].version_num;
      await fill(client, lifeAfter(release, size, chance));
    });
    if (kept.includes(release)) await copy("openwebui", release);
  }
  return {
    jump: (of, to, prepare, statements) =>
      connected(of, async (client) => {
        if (prepare) await client.query(prepare);
        const evidence = await rehearse(client, {
          release: to,
          lineage: "legacy",
          ...(statements ? { statements } : {}),
        });
        return { evidence, judgement: classify(evidence) };
      }),
    asked: (of, statements) =>
      connected(of, async (client) => {
        await client.query("create extension if not exists pg_stat_statements");
        await client.query("select pg_stat_statements_reset()");
        for (const statement of statements) await client.query(statement);
        return readStatements(client);
      }),
    fail: (of, to, prepare) =>
      connected(of, async (client) => {
        const { rows } = await client.query("select version_num from alembic_version");
        const ends: string[] = [];
        for (const one of prepare) {
          await client.query(one);
          const { ended, sqlstate } = await migrate(client, stepsTo(to, "legacy", rows[0].version_num));
          ends.push(sqlstate ?? ended);
        }
        return ends;
      }),
    [Symbol.asyncDispose]: () => plane.stop(),
  };
}
