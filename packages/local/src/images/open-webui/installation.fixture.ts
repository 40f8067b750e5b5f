import { classify, type UpgradeJudgement } from "@signalbox/core/upgrade/classify";
import { migrationOf, migratorCommand } from "@signalbox/functions/upgrade/migrator";
import { expect } from "vitest";
import type { WorldClock } from "../../world/clock.ts";
import type { Database, DatabasePlane } from "../../world/database/database-plane.ts";
import { databasesOf } from "../../world/database/databases.ts";
import { random } from "../../world/random.ts";
import type { ContainerSetting } from "../image.ts";
import { type UpgradeName, upgradeAnnotation } from "../upgrade.ts";
import { ChatWriter } from "./chat-writer.ts";
import { runMigrator } from "./migrator.ts";

const login = { host: "db.example", database: "openwebui", username: "postgres", password: "" };

interface Ran {
  readonly code: number;
  readonly said: readonly string[];
}

/** A database on which versions of the double work; `run` lets the clock's time pass until something is done. */
export async function installation(
  plane: DatabasePlane,
  clock: WorldClock,
  run: <T>(work: Promise<T>) => Promise<T>,
) {
  const name = "installation";
  await plane.remove(name);
  const database: Database = await plane.create(name, login.database);
  plane.point(login.host, name);
  const setting = (
    version: string,
    upgrade: UpgradeName = "none",
    environment: Readonly<Record<string, string>> = {},
  ) => {
    const said: string[] = [];
    const made: ContainerSetting = {
      clock,
      random: random(Number(version.split(".").at(-1))),
      environment: { DATABASE_HOST: login.host, ENABLE_DB_MIGRATIONS: "false", ...environment },
      annotations: { "org.opencontainers.image.version": version, [upgradeAnnotation]: upgrade },
      revision: version,
      database: () => plane.at(login.host),
      log: (line) => said.push(line),
    };
    return { ...made, said };
  };
  const messages = async (): Promise<number> =>
    (await database.columns("chat_message")).length > 0 ? (await database.rows("chat_message")).length : 0;
  /** Lets a version's container write some chats, until they stand there or are refused for their columns. */
  const chat = async (writer: ChatWriter, chats = 8): Promise<void> => {
    const before = await messages();
    for (let written = 0; written < chats; written++) {
      writer.write();
      await run(clock.sleep(2_000));
    }
    const isDone = async () => writer.failing || (await messages()) === before + 2 * chats;
    await expect.poll(isDone, { interval: 20, timeout: 20_000 }).toBe(true);
  };
  const serve = (version: string, upgrade?: UpgradeName): ChatWriter =>
    new ChatWriter(setting(version, upgrade));
  const migrate = async (
    version: string,
    upgrade: UpgradeName,
    environment: Readonly<Record<string, string>> = {},
    signal: AbortSignal = new AbortController().signal,
  ): Promise<Ran> => {
    const own = setting(version, upgrade, environment);
    const running = runMigrator(own, migratorCommand, signal);
    return { code: running ? await run(running) : 127, said: own.said };
  };
  const asked = databasesOf({ databases: plane, clock });
  /** What a rehearsal on this very database says of an upgrade. */
  const judged = async (
    work: () => Promise<Ran>,
  ): Promise<UpgradeJudgement & { readonly revisions: readonly string[] }> => {
    const before = await asked.surveyBefore(login, await asked.readStatements(login));
    const { code, said } = await work();
    const { revisions, migration } = migrationOf(said, { exitCode: code, seconds: 1, reason: "ended" });
    const after = await asked.surveyAfter(login, before.surveyed.contents, before.probes);
    const judgement = classify({
      version: 1,
      revisions: revisions.length > 0 ? revisions : ["none"],
      migration,
      before: before.surveyed,
      after: after.surveyed,
      old: { probes: before.probes, before: before.answers, after: after.answers },
      new: after.new,
    });
    return { ...judgement, revisions };
  };
  const revision = async () => (await database.rows("alembic_version"))[0]?.version_num;
  return { database, setting, chat, serve, migrate, judged, revision };
}
