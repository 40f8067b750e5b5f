import type { Migration } from "@signalbox/core/upgrade/evidence";
import { withoutValues } from "@signalbox/core/upgrade/without-values";
import { z } from "zod";

/** Of a rehearsal: the only host that the container may migrate. */
export const meantHost = "SIGNALBOX_DATABASE_HOST";

/**
 * What the container runs in place of serving. Open WebUI's own start swallows what a migration throws and serves all the same
 * (backend/open_webui/config.py, `run_migrations`), so this runs Alembic itself and says how it went. An advisory lock makes it the
 * only migrator; a lock that a statement does not get in half a minute ends it, rather than everybody waiting behind it.
 * Importing `internal.db` runs what is older than Alembic; once it has, importing the settings must not migrate on its own.
 */
const script = `
import json, os, sys, time
from pathlib import Path

os.environ["PGOPTIONS"] = "-c lock_timeout=30s"

def say(**what):
    print(json.dumps(what), flush=True)

def told(error):
    cause = getattr(error, "orig", None) or error
    state = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
    words = getattr(getattr(cause, "diag", None), "message_primary", None)
    words = words or type(cause).__name__ + ": " + (str(cause).strip().splitlines() or [""])[0]
    return dict(message=words[:500], **({"sqlstate": state} if state else {}))

def revisions_of(config):
    from alembic.script import ScriptDirectory
    return [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()][::-1]

def migrate():
    import sqlalchemy
    from alembic import command
    from alembic.config import Config
    import open_webui.env as env

    url = sqlalchemy.engine.make_url(env.DATABASE_URL)
    meant = os.environ.get("${meantHost}")
    if meant and url.host != meant:
        raise RuntimeError("the database is on " + str(url.host) + " and not on " + meant)
    engine = sqlalchemy.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sqlalchemy.pool.NullPool)
    with engine.connect() as connection:
        if not connection.execute(sqlalchemy.text("select pg_try_advisory_lock(1397835329)")).scalar():
            raise RuntimeError("another migrator is at work on this database")
        import open_webui.internal.db
        env.ENABLE_DB_MIGRATIONS = False
        home = Path(env.__file__).resolve().parent
        config = Config(str(home / "alembic.ini"))
        config.set_main_option("script_location", str(home / "migrations"))
        say(signalbox="revisions", revisions=revisions_of(config))
        command.upgrade(config, "head")

began = time.monotonic()
try:
    migrate()
    ended = dict(ended="done")
except BaseException as error:
    import traceback
    traceback.print_exc()
    ended = dict(ended="failed", **told(error))
say(signalbox="migration", seconds=round(time.monotonic() - began, 3), **ended)
sys.exit(0 if ended["ended"] == "done" else 1)
`;

export const migratorCommand: readonly string[] = ["python3", "-c", script];

const Line = z.discriminatedUnion("signalbox", [
  z.object({ signalbox: z.literal("revisions"), revisions: z.array(z.string()) }),
  z.object({
    signalbox: z.literal("migration"),
    ended: z.enum(["done", "failed"]),
    seconds: z.number().min(0),
    sqlstate: z.string().optional(),
    message: z.string().optional(),
  }),
]);

/** How the container ended, by ECS's account. */
export interface MigratorEnd {
  /** Absent where ECS knows none. */
  readonly exitCode: number | undefined;
  /** That it ran. */
  readonly seconds: number;
  /** Why it was stopped. */
  readonly reason: string;
}

export interface Migrated {
  /** Of the image, oldest first; none where the migrator did not come to say them. */
  readonly revisions: string[];
  readonly migration: Migration;
}

/** What the migrator said. Only one that says so and exits with 0 has done it; one that is stopped before it has spoken was killed. */
export function migrationOf(lines: readonly string[], end: MigratorEnd): Migrated {
  const said = lines.flatMap((line) => lineOf(line) ?? []);
  const revisions = said.flatMap((line) => (line.signalbox === "revisions" ? line.revisions : []));
  const last = said.findLast((line) => line.signalbox === "migration");
  if (last?.ended === "failed") {
    const { seconds, sqlstate, message } = last;
    const log = message === undefined ? undefined : withoutValues(sqlstate, message);
    return {
      revisions,
      migration: { ended: "failed", seconds, ...(sqlstate && { sqlstate }), ...(log && { log }) },
    };
  }
  if (last && end.exitCode === 0) return { revisions, migration: { ended: "done", seconds: last.seconds } };
  return { revisions, migration: { ended: "killed", seconds: end.seconds, log: end.reason } };
}

/** Whether the migrator has come to its own end. */
export const hasSpoken = (lines: readonly string[]): boolean =>
  lines.some((line) => lineOf(line)?.signalbox === "migration");

function lineOf(line: string): z.output<typeof Line> | undefined {
  if (!line.startsWith('{"signalbox"')) return undefined;
  try {
    return Line.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
