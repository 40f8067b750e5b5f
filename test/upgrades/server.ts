import { realClock } from "@signalbox/local/world/clock";
import type { DatabasePlane } from "@signalbox/local/world/database/database-plane";
import { postgresDatabases } from "@signalbox/local/world/database/postgres/plane";
import pg from "pg";

/** Runs work on a PostgreSQL of its own, which nothing outlives. */
export async function withPlane<T>(work: (plane: DatabasePlane) => Promise<T>): Promise<T> {
  const plane = await postgresDatabases({ clock: realClock() });
  try {
    return await work(plane);
  } finally {
    await plane.stop();
  }
}

/** Runs work with a connection of its own. */
export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs work with an empty database. */
export const withDatabase = <T>(work: (client: pg.Client) => Promise<T>): Promise<T> =>
  withPlane(async (plane) => connected(await (await plane.create("upgrades", "openwebui")).url(), work));
