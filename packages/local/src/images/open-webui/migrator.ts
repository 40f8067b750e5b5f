import { meantHost, migratorCommand } from "@signalbox/functions/upgrade/migrator";
import type { Database } from "../../world/database/database-plane.ts";
import type { ContainerSetting } from "../image.ts";
import { type Ended, findIn, migrate } from "./migration.ts";
import { releaseOf, revisionsOf } from "./release.ts";

/** Databases that a migrator has locked, as it does by an advisory lock. */
const locked = new WeakSet<Database>();

const importsMs = 2_000;

/** What the real image does with the migrator's command; undefined for any other. */
export function runMigrator(
  setting: ContainerSetting,
  command: readonly string[],
  signal: AbortSignal,
): Promise<number> | undefined {
  const isOurs =
    command.length === migratorCommand.length && migratorCommand.every((part, at) => part === command[at]);
  return isOurs ? run(setting, signal) : undefined;
}

async function run(setting: ContainerSetting, signal: AbortSignal): Promise<number> {
  const { clock, log } = setting;
  await clock.sleep(importsMs, signal);
  const began = clock.now();
  const ended = await migrated(setting, signal);
  const seconds = Math.round(clock.now() - began) / 1_000;
  log?.(JSON.stringify({ signalbox: "migration", seconds, ...ended }));
  return ended.ended === "done" ? 0 : 1;
}

async function migrated(setting: ContainerSetting, signal: AbortSignal): Promise<Ended> {
  const { clock, log, environment } = setting;
  const { DATABASE_HOST: host = "", [meantHost]: meant = host } = environment;
  if (host !== meant)
    return { ended: "failed", message: `RuntimeError: the database is on ${host} and not on ${meant}` };
  const database = setting.database?.();
  if (!database)
    return {
      ended: "failed",
      message: `OperationalError: could not translate host name "${host}" to address: Name or service not known`,
    };
  if (locked.has(database))
    return { ended: "failed", message: "RuntimeError: another migrator is at work on this database" };
  locked.add(database);
  try {
    const release = releaseOf(setting);
    const { revision } = await findIn(database);
    log?.(JSON.stringify({ signalbox: "revisions", revisions: revisionsOf(release, revision) }));
    return await migrate(release, database, clock, signal);
  } finally {
    locked.delete(database);
  }
}
