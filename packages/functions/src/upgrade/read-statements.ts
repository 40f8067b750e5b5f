import type { Probe } from "@signalbox/core/upgrade/probes";
import type pg from "pg";
import { z } from "zod";
import { ask, quoted } from "../database/ask.ts";

/** An application of some hundred statements says the rest less often than once in a thousand times. */
const mostStatements = 500;

/**
 * What this database was asked since its statistics began, the most frequent first, without the values: `plan` probes. None where
 * pg_stat_statements is not installed, https://www.postgresql.org/docs/16/pgstatstatements.html. They are the server's that serves:
 * a clone begins without any. What looks into PostgreSQL's own tables is a tool's.
 */
export async function readStatements(client: pg.ClientBase): Promise<Probe[]> {
  const [place] = await ask(
    client,
    z.object({ schema: z.string() }),
    `select n.nspname as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
     where e.extname = 'pg_stat_statements'`,
  );
  if (!place) return [];
  const found = await ask(
    client,
    z.object({ id: z.string(), text: z.string() }),
    `select s.queryid::text as id, min(s.query) as text from ${quoted(place.schema, "pg_stat_statements")} s
     join pg_database d on d.oid = s.dbid and d.datname = current_database()
     where s.query ~* '^\\s*(select|insert|update|delete|with)\\M' and s.query !~ '\\mpg_|\\msignalbox\\M|<insufficient privilege>'
     group by 1 order by sum(s.calls) desc limit ${mostStatements}`,
  );
  return found.map(({ id, text }) => ({ id: `recorded: ${id}`, table: "", does: "plan", text, values: [] }));
}
