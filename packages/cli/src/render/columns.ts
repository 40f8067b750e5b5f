import { table } from "./table.ts";
import { wrap } from "./wrap.ts";

/** A table whose cells break between words into lines of at most `widths` columns; undefined: as wide as its text. */
export function columns(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly (number | undefined)[],
): string {
  const lines = rows.flatMap((row) => {
    const cells = row.map((cell, column) => wrap(cell, widths[column] ?? cell.length));
    const height = Math.max(...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) => cells.map((cell) => cell[line] ?? ""));
  });
  return table(head, lines);
}
