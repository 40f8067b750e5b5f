import type { Databases } from "@signalbox/functions/database/databases";
import { databasesBy } from "@signalbox/functions/database/postgres-databases";
import type { WorldClock } from "../clock.ts";
import { canary } from "./canary-table.ts";
import type { Database, DatabasePlane } from "./database-plane.ts";
import { ModelDatabase } from "./model/database.ts";

const minuteMs = 60_000;
const keptMs = 48 * 60 * minuteMs;

/** What Lambdas ask of the databases behind the local cloud's RDS, by the host names that it gives out. */
export function databasesOf({
  databases: plane,
  clock,
}: {
  readonly databases: DatabasePlane;
  readonly clock: WorldClock;
}): Databases {
  const at = (host: string): Database => {
    const found = plane.at(host);
    if (!found) throw new Error(`getaddrinfo ENOTFOUND ${host}`);
    return found;
  };
  const real = databasesBy(async ({ host }) => ({ connectionString: await at(host).url() }));
  /** Of a model at once; of a real one while the clock stands. */
  const asked = <T>(
    host: string,
    modelled: (database: ModelDatabase) => Promise<T>,
    connected: () => Promise<T>,
  ): Promise<T> => {
    const found = at(host);
    return found instanceof ModelDatabase ? modelled(found) : clock.hold(connected());
  };
  return {
    look: async (login, transaction) =>
      asked(
        login.host,
        (model) => model.look(transaction),
        () => real.look(login, transaction),
      ),
    writeCanary: async (login, now) =>
      asked(
        login.host,
        (model) => writeToModel(model, now),
        () => real.writeCanary(login, now),
      ),
    newestCanary: async (login) =>
      asked(
        login.host,
        async (model) => newestOfModel(model),
        () => real.newestCanary(login),
      ),
    readStatements: async (login) =>
      asked(
        login.host,
        (model) => model.statements(),
        () => real.readStatements(login),
      ),
    surveyBefore: async (login, recorded) =>
      asked(
        login.host,
        (model) => model.surveyBefore(recorded),
        () => real.surveyBefore(login, recorded),
      ),
    surveyAfter: async (login, before, probes) =>
      asked(
        login.host,
        (model) => model.surveyAfter(before, probes),
        () => real.surveyAfter(login, before, probes),
      ),
  };
}

async function writeToModel(database: ModelDatabase, now: number): Promise<void> {
  if (!database.store.names().includes(canary.name))
    await database.transact([{ kind: "create-table", table: canary }]);
  const at = Math.floor(now / minuteMs) * minuteMs;
  const rows = await database.rows(canary.name);
  if (rows.some((row) => row.at === at)) return;
  const old = rows.filter((row) => Number(row.at) < now - keptMs);
  await database.transact([
    { kind: "insert", table: canary.name, row: { at } },
    ...old.map((row) => ({ kind: "delete" as const, table: canary.name, key: row.at ?? null })),
  ]);
}

async function newestOfModel(database: ModelDatabase): Promise<number | undefined> {
  if (!database.store.names().includes(canary.name)) return undefined;
  const rows = await database.rows(canary.name);
  return rows.length === 0 ? undefined : Math.max(...rows.map((row) => Number(row.at)));
}
