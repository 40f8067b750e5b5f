import { createHash } from "node:crypto";
import type { Answer, Answers } from "@signalbox/core/upgrade/answers";
import { isJson } from "@signalbox/core/upgrade/column-type";
import type { Probe } from "@signalbox/core/upgrade/probes";
import { withoutValues } from "@signalbox/core/upgrade/without-values";
import pg from "pg";
import { z } from "zod";
import { ask } from "../database/ask.ts";

/** What leaves nothing behind where it is answered. */
const harmless = new Set<Probe["does"]>(["read", "plan"]);

/** Each statement by itself, as a version that serves would say it; nothing of what it writes stays. */
export async function askProbes(client: pg.ClientBase, probes: readonly Probe[]): Promise<Answers> {
  const types = new Map(
    (
      await ask(
        client,
        z.object({ id: z.number(), name: z.string() }),
        "select oid::int8::float8 as id, format_type(oid, null) as name from pg_type",
      )
    ).map(({ id, name }) => [id, name]),
  );
  const answers: [string, Answer][] = [];
  await client.query("begin");
  try {
    await client.query("set local statement_timeout = '60s'");
    await client.query("savepoint before_probe");
    for (const probe of probes) {
      const answer = await askOne(client, probe, types);
      answers.push([probe.id, answer]);
      // It stays, and can be gone back to again: https://www.postgresql.org/docs/16/sql-rollback-to.html
      if (answer.said === "no" || !harmless.has(probe.does)) await client.query("rollback to before_probe");
    }
  } finally {
    await client.query("rollback").catch(() => {});
  }
  return Object.fromEntries(answers);
}

async function askOne(
  client: pg.ClientBase,
  probe: Probe,
  types: ReadonlyMap<number, string>,
): Promise<Answer> {
  try {
    const { fields, rows, rowCount } = await client.query<unknown[]>({
      // A recorded statement has parameters and no values: https://www.postgresql.org/docs/16/sql-explain.html
      text: probe.does === "plan" ? `explain (generic_plan) ${probe.text}` : probe.text,
      values: [...probe.values],
      rowMode: "array",
      types: { getTypeParser: () => String },
    });
    if (probe.does !== "read")
      return { said: "yes", rows: probe.does === "plan" ? 0 : (rowCount ?? 0), types: {}, cells: {} };
    const columns = fields.map(({ name, dataTypeID }, at) => {
      const type = types.get(dataTypeID) ?? `${dataTypeID}`;
      return [name, type, rows.map((row) => cellOf(type, row[at]))] as const;
    });
    return {
      said: "yes",
      rows: rows.length,
      types: Object.fromEntries(columns.map(([name, type]) => [name, type])),
      cells: Object.fromEntries(columns.map(([name, , cells]) => [name, cells])),
    };
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return { said: "no", sqlstate: error.code ?? "", message: withoutValues(error.code, error.message) };
  }
}

/** Twelve digits of a hash tell 40 rows apart. */
function cellOf(type: string, value: unknown): string {
  if (typeof value !== "string") return "";
  const form = isJson(type) ? jsonForm(value) : "value";
  return `${form}:${createHash("sha256").update(value).digest("hex").slice(0, 12)}`;
}

/** As `json_typeof` says it. */
function jsonForm(text: string): string {
  const first = text.trimStart()[0] ?? "";
  const known: Readonly<Record<string, string>> = {
    "{": "object",
    "[": "array",
    '"': "string",
    n: "null",
    t: "boolean",
    f: "boolean",
  };
  return known[first] ?? "number";
}
