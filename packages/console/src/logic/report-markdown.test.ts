import type { Report } from "@signalbox/core/ledger/records";
import { turnedBack } from "@signalbox/core/release/report.fixture";
import { expect, test } from "vitest";
import { reportMarkdown } from "./report-markdown.ts";

const report: Report = {
  ...turnedBack,
  release: { ...turnedBack.release, reason: "new\nmodel | list" },
  acts: [
    { at: "2026-01-01T00:01:00.000Z", state: "Shift", text: "the candidate gets 10 %", weight: 10 },
    { at: "2026-01-01T00:02:00.000Z", state: "Judge", text: "too many errors", verdict: "fail" },
  ],
  decisions: [{ action: "abort", by: "bob", reason: "smoke", at: "2026-01-01T00:03:00.000Z" }],
};
const lines = (of: Report): string[] => reportMarkdown(of).split("\n");

test("of several services the page says what each of them served", () => {
  const services = [
    { name: "auth", stable: 90, candidate: 10 },
    { name: "chat", stable: 810, candidate: 90 },
  ];
  expect(lines({ ...report, services })).toContain("| Requests to auth | 90 to blue, 10 to green |");
  expect(lines(report).join()).not.toContain("Requests to auth");
});

test("the page says who, when, why, what was served and what went wrong", () => {
  expect(lines(report)).toEqual(
    expect.arrayContaining([
      "# Release of open-webui:v2",
      "| Requested by | ada |",
      "| Started | 2026-01-01T00:00:00.000Z |",
      "| Requests to blue (stable) | 900 |",
      "| Requests to green (candidate) | 100 |",
      "| Problem | Release.AlarmRaised: 5xx is in ALARM |",
    ]),
  );
});

test("acts stand with their time, share and verdict, decisions with who and why", () => {
  expect(lines(report)).toEqual(
    expect.arrayContaining([
      "| 2026-01-01T00:01:00.000Z | Shift | the candidate gets 10 % | 10 % |  |",
      "| 2026-01-01T00:02:00.000Z | Judge | too many errors |  | fail |",
      "| 2026-01-01T00:03:00.000Z | bob | abort | smoke |",
    ]),
  );
});

test("the cost stands with what it is an estimate of, and an unknown one is said to be so", () => {
  expect(lines({ ...report, cost: 0.01234 }).join()).toContain("| Cost | about 0.0123 USD at list price");
  expect(lines(report)).toContain("| Cost | not known |");
});

test("what a person wrote breaks no table", () => {
  expect(lines(report)).toContain("| Reason | new model \\| list |");
});

test("without acts and decisions the page says so", () => {
  expect(lines({ ...report, acts: [], decisions: [] }).filter((line) => line === "None.")).toHaveLength(2);
});
