import { judgeRow, type Row } from "./row.ts";

/** Rows as a Markdown table whose columns line up, so that it reads well in a terminal too. */
export function markdownTable(rows: readonly Row[]): string {
  return alignedTable([
    ["what", "measured", "aim", "times better"],
    ...rows.map((row) => [row.name, `${number(row.value)} ${row.unit}`, row.aim ?? "", verdict(row)]),
  ]);
}

/** The first line is the head. */
export function alignedTable(lines: readonly (readonly string[])[]): string {
  const [head = [], ...body] = lines;
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const write = (line: readonly string[]): string =>
    `| ${widths.map((width, column) => (line[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [
    write(head),
    `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`,
    ...body.map(write),
  ].join("\n");
}

function verdict(row: Row): string {
  const judged = judgeRow(row);
  if (!judged) return "";
  const { met, ratio } = judged;
  return `${met ? "✓" : "✗"}${ratio === undefined ? "" : ` ${ratio.toFixed(ratio < 10 ? 2 : 0)}`}`;
}

/** Three digits that count, thousands apart. */
function number(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString("en-US", { maximumFractionDigits: 3 });
}
