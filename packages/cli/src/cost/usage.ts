import { suggestion } from "@signalbox/core/closest";
import { describe } from "@signalbox/core/config/description";
import { Usage } from "@signalbox/core/cost/usage";
import { usageError } from "../user-error.ts";

const keys = Object.keys(Usage.shape);

/** Reads `key=value` pairs over the defaults. Throws usage errors. */
export function parseUsage(pairs: readonly string[]): Usage {
  const result = Usage.safeParse(Object.fromEntries(pairs.map(readPair)));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw usageError(
    `--usage ${issue?.path.join(".")} cannot be that`,
    issue?.message ?? "",
    "signalbox cost --help lists what there is",
  );
}

/** One line a key, for help. */
export const usageHelp = (): string =>
  Object.entries(Usage.shape)
    .map(([key, schema]) => {
      const { description = "", unit, default: preset } = describe(schema);
      return `  ${key.padEnd(26)} ${`${preset}`.padStart(8)} ${(unit ?? "").padEnd(8)} ${description}`.trimEnd();
    })
    .join("\n");

function readPair(pair: string): [key: string, value: number] {
  const [, key = "", text = ""] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
  if (key === "")
    throw usageError(
      `--usage cannot be "${pair}"`,
      "it wants a key, = and a number",
      "write --usage requests=1000000",
    );
  if (!keys.includes(key))
    throw usageError(
      `there is no ${key} to be used`,
      suggestion(key, keys),
      "signalbox cost --help lists what there is",
    );
  return [key, Number(text)];
}
