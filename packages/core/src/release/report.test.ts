import { expect, test } from "vitest";
import { turnedBack as report } from "./report.fixture.ts";
import { reportSentence, reportText } from "./report.ts";

test("the sentence says what became of which image, why, and what each side served", () => {
  expect(reportSentence(report)).toBe(
    "open-webui:v2 was rolled back (Release.AlarmRaised: 5xx is in ALARM); green served 100 requests, blue 900; report: group#open-webui run#r1",
  );
});

test("the text says of several services what each of them served", () => {
  const services = [
    { name: "auth", stable: 90, candidate: 10 },
    { name: "chat", stable: 810, candidate: 90 },
  ];
  expect(reportText({ ...report, services })).toContain(
    "  auth: green served 10 requests, blue 90\n  chat: green served 90 requests, blue 810",
  );
  expect(reportText(report)).not.toContain("open-webui: green");
});

test("the text has the journal and the decisions with their times", () => {
  const text = reportText(report);
  expect(text).toContain("requested by ada: new model list");
  expect(text).toContain("2026-01-01T00:01:00.000Z  ShiftTraffic       the candidate gets 10 %");
  expect(text).toContain("bob said abort: smoke");
});

test("the text says what the run cost where that is known", () => {
  expect(reportText({ ...report, cost: 0.01234 })).toContain("\n  cost about 0.0123 USD at list price");
  expect(reportText(report)).not.toContain("USD");
});

test("of a release that was refused it is said that nothing was done, and where that stands", () => {
  const problem = { error: "Release.Frozen", cause: "until Monday" };
  const { group, run, execution, image, requestedBy } = report.release;
  const refused = { ...report, outcome: "refused" as const, problem, services: [], acts: [], decisions: [] };
  const asked = { group, run, execution, image, requestedBy };
  const why = "was not released (Release.Frozen: until Monday); nothing was done; report:";
  expect(reportSentence({ ...refused, release: asked })).toBe(
    `open-webui:v2 ${why} group#open-webui refused#r1`,
  );
  const unknown = { group: "", run, execution, requestedBy: "" };
  expect(reportSentence({ ...refused, release: unknown })).toBe(`what ran before ${why} groups refused#r1`);
  expect(reportSentence(refused)).toBe(`open-webui:v2 ${why} group#open-webui run#r1`);
});
