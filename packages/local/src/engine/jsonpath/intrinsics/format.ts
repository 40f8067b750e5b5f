import type { Json } from "../../json.ts";
import { isObject } from "../../json.ts";
import { IntrinsicError } from "./error.ts";

/** Puts values in the place of each `{}`; `\{` and `\}` are braces. */
export function format(template: string, values: readonly Json[]): string {
  let used = 0;
  const text = template.replaceAll(/\\([{}])|\{\}/g, (_, brace: string | undefined) => {
    if (brace !== undefined) return brace;
    const value = values[used++];
    return value === undefined ? "" : javaText(value);
  });
  if (used === values.length) return text;
  throw new IntrinsicError(
    `Invalid number of arguments: the template has ${used} placeholders but ${values.length} values were given`,
  );
}

/** A value as Java's toString writes it: `{Arg1=1, Arg2=[]}` (recorded: test_format_2). */
function javaText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => javaText(item)).join(", ")}]`;
  if (!isObject(value)) return String(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${key}=${javaText(member)}`)
    .join(", ")}}`;
}
