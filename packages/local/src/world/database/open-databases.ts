import { join } from "node:path";
import { NamedError } from "@signalbox/core/error";
import type { WorldClock } from "../clock.ts";
import type { DatabasePlane } from "./database-plane.ts";
import { modelDatabases } from "./model/plane.ts";
import { postgresDatabases } from "./postgres/plane.ts";

/**
 * Real databases, which outlive the process in `directory` where there is one; a model where npm has installed no
 * PostgreSQL for this machine, which stderr is told.
 */
export async function realDatabases(
  clock: WorldClock,
  directory: string | undefined,
): Promise<DatabasePlane> {
  try {
    return await postgresDatabases({ clock, folder: directory && join(directory, "databases") });
  } catch (error) {
    if (!(error instanceof NamedError && error.name === "Database.NoPostgres")) throw error;
    console.error(`signalbox: ${error.message}; databases are modelled in memory`);
    return modelDatabases(clock);
  }
}
