import { z } from "zod";
import type { Layer } from "./layer.ts";
import type { Finding } from "./problem.ts";
import { bare, schemaAt } from "./schema.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

const prefix = "SIGNALBOX__";

/**
 * One layer for each variable such as `SIGNALBOX__data__database__maxCapacity=32`: two underscores between keys, and a
 * value in JSON or else text. Ordered by name, so that a deeper one goes before the one that holds it. What the schema
 * wants as text stays text, so that a version 16.6 is no number.
 */
export function environmentLayers(
  environment: Environment,
  schema: z.ZodType,
): { readonly layers: readonly Layer[]; readonly findings: readonly Finding[] } {
  const layers: Layer[] = [];
  const findings: Finding[] = [];
  for (const [name, typed] of Object.entries(environment).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (typed === undefined || !name.startsWith(prefix)) continue;
    const path = name.slice(prefix.length).split("__");
    if (path.includes(""))
      findings.push({
        path: [name],
        wrong: "the name of this environment variable has an empty key",
        allowed: "two underscores between keys, such as SIGNALBOX__data__database__maxCapacity",
      });
    else
      layers.push({
        origin: `environment variable ${name}`,
        layer: nested(path, read(typed, schemaAt(schema, path))),
      });
  }
  return { layers, findings };
}

const nested = (path: readonly string[], value: unknown): object =>
  Object.fromEntries(
    path.length > 1 ? [[path[0] ?? "", nested(path.slice(1), value)]] : [[path[0] ?? "", value]],
  );

function read(typed: string, schema: z.ZodType | undefined): unknown {
  const value = json(typed);
  const wantsText = schema !== undefined && isText(bare(schema));
  return wantsText && value !== null && typeof value !== "string" ? typed : value;
}

const isText = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodString || schema instanceof z.ZodStringFormat || schema instanceof z.ZodEnum;

function json(typed: string): unknown {
  try {
    return JSON.parse(typed);
  } catch {
    return typed;
  }
}
