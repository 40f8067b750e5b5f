import { namesOf } from "@signalbox/core/platform/names";
import type { Booted } from "@signalbox/local/boot";
import type { Database, Table } from "@signalbox/local/world/database/database-plane";
import { Resolver } from "@signalbox/local/world/edge/resolver";
import { urlOf } from "@signalbox/local/world/edge/url-of";

const table: Table = { name: "said", columns: { id: "text" }, key: "id" };
const body = JSON.stringify({ model: "llama3.2:3b", messages: [{ role: "user", content: "Go on." }] });
/** Milliseconds of the world: between what a user says, and between two attempts at it. */
const everyMs = 5_000;
const againMs = 2_000;
/** Who is not heard for so long gives up, and has failed. */
const patienceMs = 600_000;

export interface Said {
  readonly id: string;
  /** Attempts that came to nothing. */
  readonly failed: number;
  readonly waitedMs: number;
  readonly acknowledged: boolean;
}

export interface Users {
  readonly said: readonly Said[];
  /** Ends what they say, and waits for their last words. */
  stop(): Promise<void>;
}

/** The database that the services of a region connect to. */
export async function databaseIn({ world, platform }: Booted, region: string): Promise<Database> {
  const Name = namesOf(platform).connection("database-host");
  const caller = { region, principal: { kind: "person" } } as const;
  const { Parameter } = await world.call("ssm", "GetParameter", { Name }, caller);
  const database = world.databases.at(Parameter?.Value ?? "");
  if (!database) throw new Error(`${Parameter?.Value} leads to no database`);
  return database;
}

/** The ids that a region's database has. */
export const heardIn = async (booted: Booted, region: string): Promise<ReadonlySet<unknown>> =>
  new Set((await (await databaseIn(booted, region)).rows(table.name)).map(({ id }) => id));

/** Users with a browser each, who ask the application by its public name and say again what was not acknowledged. */
export async function usersOf(booted: Booted, host: string, count: number): Promise<Users> {
  const { cloud, world } = booted;
  const { clock, plane, random } = world;
  const over = new AbortController();
  const said: Said[] = [];
  const [home = ""] = booted.regions.map(({ region }) => region);
  await (await databaseIn(booted, home)).transact([{ kind: "create-table", table }]);

  /** Over HTTP; what the application then writes, it writes where it is. Rejects where either comes to nothing. */
  const attempt = async (resolver: Resolver, id: string): Promise<void> => {
    const destination = resolver.resolve(host);
    const url = urlOf(plane, destination);
    if (!destination || url === undefined) throw new Error(`${host} leads nowhere`);
    const path = "/api/chat/completions";
    const headers = { "content-type": "application/json" };
    const { status } = await plane.ask(url, { method: "POST", path, host, headers, body });
    if (status !== 200) throw new Error(`${destination.region} answered ${status}`);
    const database = await databaseIn(booted, destination.region);
    const insert = { kind: "insert", table: table.name, row: { id } } as const;
    await database.transact([insert]).catch(async (error: unknown) => {
      // Of an attempt whose answer was lost.
      if (!(await database.rows(table.name)).some((row) => row.id === id)) throw error;
    });
  };
  const say = async (resolver: Resolver, id: string): Promise<void> => {
    const from = clock.now();
    for (let failed = 0; ; failed++) {
      const acknowledged = await attempt(resolver, id).then(
        () => true,
        () => false,
      );
      const waitedMs = clock.now() - from;
      if (acknowledged || waitedMs > patienceMs) {
        said.push({ id, failed, waitedMs, acknowledged });
        return;
      }
      await clock.sleep(againMs);
    }
  };
  const talk = async (user: number): Promise<void> => {
    const resolver = new Resolver(clock, cloud.names, random.next() * 60_000);
    for (let number = 0; !over.signal.aborted; number++) {
      await say(resolver, `${user}-${number}`);
      await clock.sleep(everyMs, over.signal).catch(() => {});
    }
  };
  const talking = Array.from({ length: count }, (_, user) => talk(user));
  return {
    said,
    stop: async () => {
      over.abort();
      await Promise.all(talking);
    },
  };
}
