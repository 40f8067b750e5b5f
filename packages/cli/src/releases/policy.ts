import { suggestion } from "@signalbox/core/closest";
import { PolicyOverride } from "@signalbox/core/release/request";
import type { z } from "zod";
import { usageError } from "../user-error.ts";

type Override = z.output<typeof PolicyOverride>;

const fields = Object.keys(PolicyOverride.shape);

/** Reads `field=value` pairs into fields of the policy; lists are separated by commas, and what has fields of its own is JSON. Throws usage errors. */
export function parsePolicy(pairs: readonly string[]): Override {
  const values = Object.fromEntries(pairs.map((pair) => readPair(pair)));
  const result = PolicyOverride.safeParse(values);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = String(issue?.path[0] ?? "");
  throw usageError(
    `--set ${field} cannot be ${JSON.stringify(values[field])}`,
    issue?.message ?? "",
    "signalbox release --help lists the fields",
  );
}

/** One line a field, for help. */
export function policyHelp(): string {
  return Object.entries(PolicyOverride.shape)
    .map(([name, schema]) => `  ${name.padEnd(20)} ${schema.meta()?.description ?? ""}`)
    .join("\n");
}

function readPair(pair: string): [field: string, value: unknown] {
  const [, field = "", text = ""] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
  if (field === "")
    throw usageError(
      `--set cannot be "${pair}"`,
      "it wants a field, = and a value",
      "write --set bakeSeconds=60",
    );
  if (!fields.includes(field))
    throw usageError(
      `the policy has no field ${field}`,
      suggestion(field, fields),
      "signalbox release --help lists the fields",
    );
  if (/^[[{]/.test(text)) return [field, readJson(field, text)];
  if (field === "ladder") return [field, text.split(",").map(Number)];
  if (field === "alarms") return [field, text.split(",")];
  const value = Number(text);
  return [field, Number.isNaN(value) ? text : value];
}

function readJson(field: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw usageError(
      `--set ${field} cannot be ${text}`,
      error instanceof Error ? error.message : "it is no JSON",
      "signalbox release --help lists the fields",
    );
  }
}
