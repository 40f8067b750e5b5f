import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { timingOf } from "../../schedule/expression.ts";
import { type DueRun, dueRun, runName } from "./due-run.ts";
import { localDay, startOfDay } from "./local-day.ts";
import { runsOf } from "./runs.ts";

const hourMs = 3_600_000;
const at = (iso: string): number => Date.parse(iso);
const zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"];
const daily = (timezone: string, schedule = "cron(30 2 * * ? *)") => ({ schedule, timezone });
const cairo = daily("Africa/Cairo", "cron(0 0 * * ? *)");

function runs(of: { schedule: string; timezone: string }, from: string, count: number): string[] {
  const { next } = runsOf(of, at(from));
  const found: number[] = [];
  while (found.length < count) found.push(next(found.at(-1) ?? at(from))!);
  return found.map((each) => new Date(each).toISOString().replace(":00.000Z", "Z"));
}

describe("over a change of clocks", () => {
  test.each([
    // AWS skips the night of 29 March in Berlin; a backup is due when the clocks change.
    [
      daily("Europe/Berlin"),
      "2026-03-28T00:00Z",
      ["2026-03-28T01:30Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z"],
    ],
    [daily("Europe/Berlin"), "2026-10-24T12:00Z", ["2026-10-25T00:30Z", "2026-10-26T01:30Z"]],
    [daily("America/New_York"), "2026-03-07T12:00Z", ["2026-03-08T07:00Z", "2026-03-09T06:30Z"]],
    // Egypt's clocks skip midnight on the last Friday of April.
    [cairo, "2026-04-23T12:00Z", ["2026-04-23T22:00Z", "2026-04-24T21:00Z"]],
    [daily("UTC", "cron(0 2 29 2 ? *)"), "2026-01-01T00:00Z", ["2028-02-29T02:00Z", "2032-02-29T02:00Z"]],
    // What the change skips is due with the hour after it, once.
    [
      daily("Europe/Berlin", "cron(0 * * * ? *)"),
      "2026-03-29T00:30Z",
      ["2026-03-29T01:00Z", "2026-03-29T02:00Z", "2026-03-29T03:00Z"],
    ],
  ])("%j from %s on is due at %j", (of, from, expected) => {
    expect(runs(of, from, expected.length)).toEqual(expected);
  });

  test("a daily class is due once on every local day of ten years, leap days included, whatever the zone", () => {
    const zone = fc.constantFrom(...zones);
    const minute = fc.integer({ min: 0, max: 1_439 });
    fc.assert(
      fc.property(zone, minute, fc.nat(3_600), (timezone, time, offset) => {
        const of = daily(timezone, `cron(${time % 60} ${Math.floor(time / 60)} * * ? *)`);
        const from = at("2024-02-27T00:00Z") + offset * 24 * hourMs;
        const { next } = runsOf(of, from);
        let run = next(from)!;
        for (let day = localDay(run, timezone); day < localDay(from, timezone) + 6; day++) {
          expect(localDay(run, timezone)).toBe(day);
          run = next(run)!;
        }
      }),
      { numRuns: 300 },
    );
  });

  test("all but the skipped times are those of EventBridge Scheduler", () => {
    for (const timezone of zones) {
      const timing = timingOf("cron(30 2 * * ? *)", timezone);
      if (timing?.kind !== "cron") throw new Error("no cron");
      const { next } = runsOf(daily(timezone), 0);
      const ours = new Set<number>();
      for (let run = next(at("2026-01-01T00:00Z")); run! < at("2027-01-01T00:00Z"); run = next(run!))
        ours.add(run!);
      for (
        let run = timing.next(at("2026-01-01T00:00Z"));
        run! < at("2027-01-01T00:00Z");
        run = timing.next(run!)
      )
        ours.delete(run!);
      expect([timezone, ours.size <= 1]).toEqual([timezone, true]);
    }
  });
});

test("a day begins when clocks first show it, be it at midnight or at one", () => {
  expect(startOfDay(at("2026-04-24T12:00Z"), "Africa/Cairo")).toBe(at("2026-04-23T22:00Z"));
  expect(startOfDay(at("2026-10-25T12:00Z"), "Europe/Berlin")).toBe(at("2026-10-24T22:00Z"));
});

test("the last run up to an instant is the one after which none came", () => {
  const schedule = fc.constantFrom(
    "cron(0 * * * ? *)",
    "cron(30 2 * * ? *)",
    "cron(0 */6 * * ? *)",
    "cron(0 2 ? * SUN *)",
    "rate(5 hours)",
  );
  const instant = fc.integer({ min: at("2026-03-01T00:00Z"), max: at("2026-12-01T00:00Z") });
  fc.assert(
    fc.property(schedule, fc.constantFrom(...zones), instant, (expression, timezone, upTo) => {
      const { last, next } = runsOf(daily(timezone, expression), at("2026-02-01T00:00Z"));
      const found = last(upTo)!;
      expect(found).toBeLessThanOrEqual(upTo);
      expect(next(found)).toBeGreaterThan(upTo);
      expect(next(found - 1)).toBe(found);
    }),
    { numRuns: 300 },
  );
});

test("before the class was configured nothing was due", () => {
  const since = at("2026-03-01T12:00Z");
  expect(runsOf(daily("UTC"), since).last(at("2026-03-02T02:29Z"))).toBeUndefined();
  expect(runsOf(daily("UTC"), since).next(0)).toBe(at("2026-03-02T02:30Z"));
  expect(runsOf(daily("UTC", "rate(6 hours)"), since).next(0)).toBe(since);
});

test("a run is named by its class and its due time", () => {
  expect(runName("database/daily", at("2026-03-29T01:00:00Z"))).toBe("database-daily-20260329T010000Z");
});

test("missed runs are caught up once and never twice, however seldom, late or often somebody looks", () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 60 * hourMs }), { minLength: 1, maxLength: 25 });
  const schedule = fc.constantFrom("cron(0 * * * ? *)", "cron(30 2 * * ? *)", "rate(6 hours)");
  fc.assert(
    fc.property(schedule, fc.constantFrom(...zones), gaps, fc.nat(3), (expression, timezone, waits, lag) => {
      const of = { id: "database/daily", ...daily(timezone, expression) };
      const since = at("2026-03-20T00:00Z");
      const started: DueRun[] = [];
      let now = since;
      for (const wait of waits) {
        now += wait;
        // The ledger may not know the newest of what was started yet: then the same name is asked for again.
        const known = started.slice(0, started.length - Math.min(lag, started.length)).map(({ due }) => due);
        const run = dueRun(of, { since, started: known, now });
        const newest = runsOf(of, since).last(now);
        if (run && !started.some(({ name }) => name === run.name)) started.push(run);
        expect(started.at(-1)?.due).toBe(newest);
        expect(dueRun(of, { since, started: started.map(({ due }) => due), now })).toBeUndefined();
      }
      expect(new Set(started.map(({ due }) => due)).size).toBe(started.length);
      expect(started.every(({ due }, index) => index === 0 || due > started[index - 1]!.due)).toBe(true);
    }),
    { numRuns: 150 },
  );
});
