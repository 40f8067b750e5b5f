import { suggestion } from "@signalbox/core/closest";
import { describe } from "@signalbox/core/config/description";
import type { z } from "zod";
import { usageError } from "./user-error.ts";
import { whyNot } from "./why-not.ts";

/** Figures that are typed as `key=value`. */
export interface Pairs<Schema extends z.ZodObject> {
  /** As typed, such as `--usage`. */
  readonly flag: string;
  /** All keys numbers, each with a default. */
  readonly schema: Schema;
  /** The command whose help lists the keys. */
  readonly command: string;
}

/** Reads `key=value` pairs over the schema's defaults. Throws usage errors. */
export function parsePairs<Schema extends z.ZodObject>(
  pairs: Pairs<Schema>,
  typed: readonly string[],
): z.output<Schema> {
  const { flag, schema, command } = pairs;
  const texts = new Map(typed.map((pair) => readPair(pairs, pair)));
  const figures = [...texts].map(([key, text]) => [key, Number(text)] as const);
  const result = schema.safeParse(Object.fromEntries(figures));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const key = issue?.path.join(".") ?? "";
  throw usageError(
    `${flag} ${key} cannot be ${texts.get(key)}`,
    issue ? whyNot(issue) : "",
    `${command} --help lists what there is`,
  );
}

/** One line a key, for help. */
export const pairsHelp = ({ schema }: Pairs<z.ZodObject>): string =>
  Object.entries(schema.shape)
    .map(([key, value]) => {
      const { description = "", unit, default: preset } = describe(value);
      return `  ${key.padEnd(26)} ${`${preset}`.padStart(8)} ${(unit ?? "").padEnd(8)} ${description}`.trimEnd();
    })
    .join("\n");

function readPair({ flag, schema, command }: Pairs<z.ZodObject>, pair: string): [key: string, text: string] {
  const keys = Object.keys(schema.shape);
  const [, key = "", text = ""] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
  if (key === "")
    throw usageError(
      `${flag} cannot be "${pair}"`,
      "it wants a key, = and a number",
      `write ${flag} ${keys[0]}=1`,
    );
  if (!keys.includes(key))
    throw usageError(
      `there is no ${key} in ${flag}`,
      suggestion(key, keys),
      `${command} --help lists what there is`,
    );
  return [key, text];
}
