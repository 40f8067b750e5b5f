import { expect, test } from "vitest";
import { lengthOf } from "./length-of-time.ts";
import { measured } from "./objectives.ts";

const minuteMs = 60_000;
const objectives = { rpoMs: 60 * minuteMs, rtoMs: 240 * minuteMs };
const askedFor = Date.parse("2026-11-21T12:00:00Z");
const recovery = (lostMinutes: number, tookMinutes: number) =>
  measured(
    {
      askedFor,
      canaryAt: askedFor - lostMinutes * minuteMs,
      startedAt: askedFor + 5 * minuteMs,
      endedAt: askedFor + (5 + tookMinutes) * minuteMs,
    },
    objectives,
  );

test("a recovery is measured against both objectives, and told in a sentence", () => {
  expect(recovery(1, 12)).toEqual({
    lostMs: minuteMs,
    tookMs: 12 * minuteMs,
    findings: [],
    sentence: "1 min of writes are missing, 1 h are allowed; it took 12 min of 4 h",
  });
  expect(recovery(60, 240).findings).toEqual([]);
  expect(recovery(61, 241).findings.map(({ error }) => error)).toEqual([
    "Backup.RpoMissed",
    "Backup.RtoMissed",
  ]);
});

test("a canary that is newer than the moment asked for has lost nothing, and without one nothing is said of loss", () => {
  expect(recovery(-1, 1).lostMs).toBe(0);
  const silent = measured(
    { askedFor, canaryAt: undefined, startedAt: askedFor, endedAt: askedFor + 1 },
    objectives,
  );
  expect([silent.lostMs, silent.findings]).toEqual([undefined, []]);
});

test.each([
  [400, "0 s"],
  [42_000, "1 min"],
  [29_000, "29 s"],
  [125 * minuteMs, "2 h 5 min"],
  [26 * 60 * minuteMs, "1 d 2 h"],
  [48 * 60 * minuteMs, "2 d"],
])("%d ms are %s", (ms, text) => {
  expect(lengthOf(ms)).toBe(text);
});
