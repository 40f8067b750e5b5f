import { expect, test } from "vitest";
import { hang, pageWidth, wrap } from "./wrap.ts";

test("text is broken between words, a number stays with its percent sign, a long word keeps a line of its own", () => {
  expect(wrap("plan: 10 % with 1", 8)).toEqual(["plan:", "10 %", "with 1"]);
  expect(wrap("runs open-webui@sha256:a4718c8993cf now", 12)).toEqual([
    "runs",
    "open-webui@sha256:a4718c8993cf",
    "now",
  ]);
});

test("further lines stand under the first, within the page", () => {
  const lines = hang("word ".repeat(60).trim(), 30).split("\n");
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines.slice(1)) {
    expect(line).toMatch(/^ {30}word/);
    expect(line.length).toBeLessThanOrEqual(pageWidth);
  }
});
