import { expect, test } from "vitest";
import { withBench } from "../bench/page.ts";
import { judgeRow } from "../bench/row.ts";
import { markdownTable } from "../bench/table.ts";

const row = (value: number, aim?: string) => ({ name: "x", value, unit: "s", ...(aim && { aim }) });

test("an aim says which way is better, and the ratio is above 1 when the aim is met", () => {
  expect(judgeRow(row(1.5, "< 3"))).toEqual({ met: true, ratio: 2 });
  expect(judgeRow(row(6, "<= 5"))).toMatchObject({ met: false });
  expect(judgeRow(row(60_000, ">= 20,000"))).toEqual({ met: true, ratio: 3 });
  expect(judgeRow(row(3, "> 3"))).toMatchObject({ met: false });
  expect(judgeRow(row(0, "0"))).toEqual({ met: true, ratio: undefined });
  expect(judgeRow(row(1))).toBeUndefined();
  expect(() => judgeRow(row(1, "quick"))).toThrow('"quick" is no aim');
});

test("the table is Markdown and lines up", () => {
  expect(
    markdownTable([
      { ...row(48_123.4, "> 40,000"), unit: "1/s" },
      { ...row(0.1234), name: "longer" },
    ]),
  ).toBe(
    [
      "| what   | measured   | aim      | times better |",
      "|--------|------------|----------|--------------|",
      "| x      | 48,100 1/s | > 40,000 | ✓ 1.20       |",
      "| longer | 0.123 s    |          |              |",
    ].join("\n"),
  );
});

test("a page keeps all but what stands between its markers", () => {
  const page = "a\n<!-- bench: written by npm run bench -- --write -->\n\nold\n\n<!-- /bench -->\nb\n";
  expect(withBench(page, "bench", "new")).toBe(page.replace("old", "new"));
  expect(() => withBench("no markers", "bench", "new")).toThrow(/needs the lines/);
});
