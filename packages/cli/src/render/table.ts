import { stripVTControlCharacters } from "node:util";
import { hang } from "./wrap.ts";

/** Rows under a head, columns as wide as their widest cell, two spaces between, nothing at the end of lines. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => width(line[column] ?? ""))));
  return lines
    .map((line) =>
      widths
        .map((least, column) => pad(line[column] ?? "", least))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Name and value, one pair a line, values in one column; a pair without a value is left out. */
export function facts(pairs: readonly (readonly [name: string, value: string | undefined])[]): string {
  const known = pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const least = Math.max(0, ...known.map(([name]) => width(name)));
  return known.map(([name, value]) => `${pad(name, least)}  ${hang(value, least + 2)}`).join("\n");
}

/** Columns on a terminal, colours not counted. */
function width(cell: string): number {
  return stripVTControlCharacters(cell).length;
}

const pad = (cell: string, least: number): string => cell + " ".repeat(Math.max(0, least - width(cell)));
