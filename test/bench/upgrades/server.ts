import { realClock } from "@signalbox/local/world/clock";
import { postgresDatabases } from "@signalbox/local/world/database/postgres/plane";
import pg from "pg";

/** Runs work with a database of its own, which nothing outlives. */
export async function withDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const plane = await postgresDatabases({ clock: realClock() });
  try {
    const database = await plane.create("upgrades", "openwebui");
    const client = new pg.Client(await database.url());
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  } finally {
    await plane.stop();
  }
}
