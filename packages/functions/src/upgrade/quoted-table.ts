import { quoted } from "../database/ask.ts";

/** `schema.table` for a statement. */
export function quotedTable(name: string): string {
  const dot = name.indexOf(".");
  return quoted(name.slice(0, dot), name.slice(dot + 1));
}
