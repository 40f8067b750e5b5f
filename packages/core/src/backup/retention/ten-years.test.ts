import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scheduledSilence } from "../dead-man.ts";
import type { RecoveryPoint } from "../recovery-point.ts";
import { localDay } from "../schedule/local-day.ts";
import { begin, classOf, dayMs, end, hourMs, objectives, play } from "./ten-years.fixture.ts";

const zones = ["UTC", "America/New_York", "Australia/Lord_Howe"];
const verified = (points: readonly RecoveryPoint[]) => points.filter(({ phase }) => phase === "verified");

describe("over ten years, with their changes of clocks and leap days,", () => {
  test.each(zones)(
    "a daily class in %s has one verified point of each of its last 30 days, a copy of each of 365, and no alarm",
    (zone) => {
      const of = classOf("cron(30 2 * * ? *)", zone, 30, 365);
      let looks = 0;
      play(
        of,
        () => true,
        ({ now, points, copies, alarms }) => {
          looks += 1;
          const held = Math.min(30, looks);
          // Days have 23 to 25 hours, a point's life 24 of them each: at a change of clocks one is there for an hour more or less.
          expect(Math.abs(points.length - held)).toBeLessThanOrEqual(1);
          expect(Math.abs(copies.length - Math.min(365, looks))).toBeLessThanOrEqual(1);
          expect(points.every(({ capturedAt }) => now - capturedAt < 30 * dayMs)).toBe(true);
          expect(verified(points)).toEqual(points);
          expect(alarms).toEqual([]);
          if (looks % 29 > 0) return;
          const days = new Set(points.map(({ capturedAt }) => localDay(capturedAt, zone)));
          expect(days.size).toBe(points.length);
          expect(scheduledSilence(of, points, { since: begin, now, objectives })).toEqual([]);
        },
      );
      expect(looks).toBeGreaterThan(3_675);
    },
  );

  test("an hourly class has the points of its last 7 days, and one of each day verified", () => {
    const of = classOf("rate(1 hour)", "UTC", 7);
    let looks = 0;
    play(
      of,
      () => true,
      ({ now, points, alarms }) => {
        looks += 1;
        // The newest is 55 minutes old when the next one is due, the oldest is deleted to the minute.
        if (points.length !== Math.min(looks, 7 * 24)) expect([new Date(now), points.length]).toEqual([]);
        if (looks < 24 || looks % 24 > 0) return;
        expect(alarms).toEqual([]);
        const days = new Set(verified(points).map(({ capturedAt }) => localDay(capturedAt, "UTC")));
        expect(days.size).toBe(Math.min(looks / 24, 7));
        expect(verified(points).length).toBe(days.size);
        if (looks % 240 === 0)
          expect(scheduledSilence(of, points, { since: begin, now, objectives })).toEqual([]);
      },
    );
    expect(looks).toBe((end - begin) / hourMs);
  });
});

/** Times in which nothing works, in days since the beginning: each after some that work, `longest` days at most. */
const outages = (longest: number) =>
  fc.array(fc.tuple(fc.integer({ min: 2, max: 60 }), fc.double({ min: 0.1, max: longest, noNaN: true })), {
    minLength: 1,
    maxLength: 20,
  });

function isBroken(told: readonly (readonly [working: number, broken: number])[]): (at: number) => boolean {
  let from = begin;
  const times = told.map(([working, broken]) => {
    const start = from + working * dayMs;
    from = start + broken * dayMs;
    return [start, from] as const;
  });
  return (at) => times.some(([start, until]) => at >= start && at < until);
}

test("a class whose backups fail for less than its retention is never without a verified point", () => {
  const some = fc.constantFrom(["UTC", 7], ["Europe/Berlin", 30], ["America/New_York", 2] as const);
  fc.assert(
    fc.property(some, fc.double({ min: 0, max: 1, noNaN: true }), outages(1), ([zone, kept], share, told) => {
      // The last verified one may be a day and an hour old when an outage begins, and its successor is begun 8 hours before its end.
      const longest = Math.max(0, kept - 25 / 24 - 1 / 3) * share;
      const broken = isBroken(told.map(([working, part]) => [working, part * longest]));
      let looks = 0;
      play(
        classOf("cron(30 2 * * ? *)", zone, kept),
        (at) => !broken(at),
        ({ now, hoursWithout }) => {
          looks += 1;
          if (looks > 1 && hoursWithout > 0)
            throw new Error(`${hoursWithout} h without before ${new Date(now)}`);
        },
        begin + 300 * dayMs,
      );
    }),
    { numRuns: 10 },
  );
});

test("an outage over one run of a class that is kept for two days ends with a fresh backup in time", () => {
  const from = begin + 5 * dayMs + 2 * hourMs;
  const alarms: string[] = [];
  let hoursWithout = 0;
  play(
    classOf("cron(30 2 * * ? *)", "UTC", 2),
    (at) => at < from || at >= from + 14 * hourMs,
    (seen) => {
      alarms.push(...seen.alarms);
      if (seen.now > from) hoursWithout += seen.hoursWithout;
    },
    begin + 9 * dayMs,
  );
  expect(hoursWithout).toBe(0);
  expect(alarms).toHaveLength(1);
});

test("where nothing works for longer, an alarm comes 8 hours before the last verified point goes, and every hour until one is verified", () => {
  const from = begin + 40 * dayMs;
  const until = begin + 80 * dayMs;
  const of = classOf("cron(30 2 * * ? *)", "UTC", 30);
  let without = 0;
  const alarms: string[] = [];
  play(
    of,
    (at) => at < from || at >= until,
    (seen) => {
      alarms.push(...seen.alarms);
      if (seen.now > from) without += seen.hoursWithout;
    },
    until + 2 * dayMs,
  );
  expect(without).toBeGreaterThan(8 * 24);
  expect(alarms).toHaveLength(8);
  expect(alarms[0]).toMatch(/^The last verified point of database\/tested is deleted in 7 h 5 min/);
});
