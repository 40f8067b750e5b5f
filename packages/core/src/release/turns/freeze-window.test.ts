import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wallOf } from "../../schedule/wall-clock.ts";
import { FreezeWindow, openAt } from "./freeze-window.ts";

const at = (iso: string): number => Date.parse(iso);
const window = (from: string, to: string, timeZone = "Europe/Berlin"): FreezeWindow =>
  FreezeWindow.parse({ from, to, timeZone, reason: "nobody is at work" });

const weekend = window("FRI 18:00", "MON 08:00");

describe("a window from Friday evening to Monday morning in Berlin", () => {
  test.each([
    ["2026-11-20T16:59:59Z", undefined],
    ["2026-11-20T17:00:00Z", "2026-11-23T07:00:00Z"],
    ["2026-11-22T12:00:00Z", "2026-11-23T07:00:00Z"],
    ["2026-11-23T06:59:59Z", "2026-11-23T07:00:00Z"],
    ["2026-11-23T07:00:00Z", undefined],
    ["2026-11-25T12:00:00Z", undefined],
    // The clocks go back on this Sunday, so that it lasts an hour longer; they go forward on that one.
    ["2026-10-23T16:00:00Z", "2026-10-26T07:00:00Z"],
    ["2026-10-26T06:59:59Z", "2026-10-26T07:00:00Z"],
    ["2026-03-27T17:00:00Z", "2026-03-30T06:00:00Z"],
    ["2026-03-30T06:00:00Z", undefined],
  ])("at %s is open until %s", (now, until) => {
    expect(openAt(weekend, at(now))).toEqual(until === undefined ? undefined : { until: at(until) });
  });
});

describe("a window whose ends a clock change skips or repeats is never shorter than on other days, and never dropped", () => {
  test("a beginning that is skipped counts when the clocks change", () => {
    const night = window("cron(30 2 * * ? *)", "cron(0 6 * * ? *)");
    expect(openAt(night, at("2026-03-29T00:59:59Z"))).toBeUndefined();
    expect(openAt(night, at("2026-03-29T01:00:00Z"))).toEqual({ until: at("2026-03-29T04:00:00Z") });
  });

  test("an end that is skipped counts when the clocks change", () => {
    const night = window("cron(0 22 * * ? *)", "cron(30 2 * * ? *)");
    expect(openAt(night, at("2026-03-29T00:59:59Z"))).toEqual({ until: at("2026-03-29T01:00:00Z") });
    expect(openAt(night, at("2026-03-29T01:00:00Z"))).toBeUndefined();
  });

  test("of a repeated hour the beginning counts in its first turn and the end in its second", () => {
    const hour = window("cron(15 2 * * ? *)", "cron(45 2 * * ? *)");
    expect(openAt(hour, at("2026-10-25T00:15:00Z"))).toEqual({ until: at("2026-10-25T01:45:00Z") });
    expect(openAt(hour, at("2026-10-25T00:50:00Z"))).toEqual({ until: at("2026-10-25T01:45:00Z") });
    expect(openAt(hour, at("2026-10-25T01:45:00Z"))).toBeUndefined();
  });
});

test("a window of two dates is open once", () => {
  const holidays = window("at(2026-12-20T00:00:00)", "at(2027-01-04T08:00:00)", "UTC");
  expect(openAt(holidays, at("2026-12-19T23:59:59Z"))).toBeUndefined();
  expect(openAt(holidays, at("2026-12-31T00:00:00Z"))).toEqual({ until: at("2027-01-04T08:00:00Z") });
  expect(openAt(holidays, at("2027-01-04T08:00:00Z"))).toBeUndefined();
});

test("a window that begins more often than it ends stays open until its end", () => {
  const window1 = window("cron(0 18 * * ? *)", "MON 08:00", "UTC");
  expect(openAt(window1, at("2026-11-18T12:00:00Z"))).toEqual({ until: at("2026-11-23T08:00:00Z") });
  expect(openAt(window1, at("2026-11-23T12:00:00Z"))).toBeUndefined();
});

test("a window whose end has passed for good, and comes no more, has no end", () => {
  const forever = window("at(2026-12-20T00:00:00)", "at(2026-12-01T00:00:00)", "UTC");
  expect(openAt(forever, at("2026-12-21T00:00:00Z"))).toEqual({ until: undefined });
});

test.each([
  ["FRI 25:00", "MON 08:00", "Europe/Berlin"],
  ["Friday", "MON 08:00", "Europe/Berlin"],
  ["rate(1 day)", "MON 08:00", "Europe/Berlin"],
  ["FRI 18:00", "MON 08:00", "Berlin"],
])("a window from %s to %s in %s is refused", (from, to, timeZone) => {
  expect(FreezeWindow.safeParse({ from, to, timeZone, reason: "x" }).success).toBe(false);
});

test("a daily window is open exactly when the clocks on the wall say so, whatever the zone and the day", () => {
  const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"];
  const year = { min: at("2026-01-01T00:00:00Z"), max: at("2027-01-01T00:00:00Z") };
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer(year), (zone, now) => {
      const second = Math.floor(now / 1000) * 1000;
      // Of noon to one no zone here skips or repeats anything.
      const lunch = window("cron(0 12 * * ? *)", "cron(0 13 * * ? *)", zone);
      const hour = new Date(wallOf(second, zone)).getUTCHours();
      expect(openAt(lunch, second) !== undefined).toBe(hour === 12);
    }),
    { numRuns: 300 },
  );
});
