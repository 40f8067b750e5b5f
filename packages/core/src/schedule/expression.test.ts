import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { timingOf } from "./expression.ts";
import { instantOf, isZone, wallOf } from "./wall-clock.ts";

function times(expression: string, zone: string, from: string, count: number): string[] {
  const timing = timingOf(`cron(${expression})`, zone);
  const found: string[] = [];
  let at: number | undefined = Date.parse(from);
  while (timing?.kind === "cron" && found.length < count) {
    at = timing.next(at);
    if (at === undefined) break;
    found.push(new Date(at).toISOString().replace(":00.000Z", "Z"));
  }
  return found;
}

describe("over a change of clocks", () => {
  test.each([
    // 2026-03-29 02:00 becomes 03:00 in Berlin; 2026-03-08 02:00 becomes 03:00 in New York.
    ["30 2 * * ? *", "Europe/Berlin", "2026-03-28T00:00Z", ["2026-03-28T01:30Z", "2026-03-30T00:30Z"]],
    ["30 2 * * ? *", "America/New_York", "2026-03-07T00:00Z", ["2026-03-07T07:30Z", "2026-03-09T06:30Z"]],
    ["0 8 * * ? *", "Europe/Berlin", "2026-03-28T00:00Z", ["2026-03-28T07:00Z", "2026-03-29T06:00Z"]],
    [
      "0 * * * ? *",
      "Europe/Berlin",
      "2026-03-28T23:30Z",
      ["2026-03-29T00:00Z", "2026-03-29T01:00Z", "2026-03-29T02:00Z"],
    ],
    // 2026-10-25 03:00 becomes 02:00 in Berlin; 2026-11-01 02:00 becomes 01:00 in New York.
    [
      "30 2 * * ? *",
      "Europe/Berlin",
      "2026-10-24T12:00Z",
      ["2026-10-25T00:30Z", "2026-10-26T01:30Z", "2026-10-27T01:30Z"],
    ],
    ["30 1 * * ? *", "America/New_York", "2026-10-31T12:00Z", ["2026-11-01T05:30Z", "2026-11-02T06:30Z"]],
    ["0 8 * * ? *", "America/New_York", "2026-10-31T00:00Z", ["2026-10-31T12:00Z", "2026-11-01T13:00Z"]],
    // Made in the second turn of the hour: the first one is over.
    ["30 2 * * ? *", "Europe/Berlin", "2026-10-25T01:10Z", ["2026-10-26T01:30Z"]],
  ])("cron(%s) in %s from %s runs at %j", (expression, zone, from, expected) => {
    expect(times(expression, zone, from, expected.length)).toEqual(expected);
  });

  test("at() takes the first of two turns, and never comes where clocks skip it", () => {
    const at = (text: string) => timingOf(`at(${text})`, "Europe/Berlin");
    expect(at("2026-10-25T02:30:00")).toEqual({ kind: "at", at: Date.parse("2026-10-25T00:30Z") });
    expect(at("2026-03-29T02:30:00")).toEqual({ kind: "at", at: undefined });
  });

  test("every wall time that is met is the one asked for, each once, in order", () => {
    const start = Date.UTC(2026, 0, 1);
    const clock = fc.record({ minute: fc.nat(59), hour: fc.nat(23), day: fc.nat(364) });
    const zones = fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC");
    fc.assert(
      fc.property(clock, zones, ({ minute, hour, day }, zone) => {
        const timing = timingOf(`cron(${minute} ${hour} * * ? *)`, zone);
        if (timing?.kind !== "cron") throw new Error("no cron");
        let before = start + day * 86_400_000;
        const days = new Set<number>();
        for (let turn = 0; turn < 4; turn++) {
          const at = timing.next(before) ?? 0;
          const shown = new Date(wallOf(at, zone));
          expect([shown.getUTCHours(), shown.getUTCMinutes(), shown.getUTCSeconds()]).toEqual([
            hour,
            minute,
            0,
          ]);
          expect(at).toBeGreaterThan(before);
          days.add(Math.floor(shown.getTime() / 86_400_000));
          before = at;
        }
        expect(days.size).toBe(4);
      }),
    );
  });

  test("what a clock shows leads back to the instant, or to its first turn", () => {
    const instants = fc.integer({ min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2040, 0, 1) / 1000 });
    fc.assert(
      fc.property(instants, fc.constantFrom("Europe/Berlin", "America/New_York"), (seconds, zone) => {
        const back = instantOf(wallOf(seconds * 1000, zone), zone);
        expect([seconds * 1000, seconds * 1000 - 3_600_000]).toContain(back);
      }),
    );
  });
});

test.each([
  ["15 10 ? * 6L *", ["2026-03-27T10:15Z", "2026-04-24T10:15Z"]],
  ["0 2 ? * SAT#3 *", ["2026-03-21T02:00Z", "2026-04-18T02:00Z"]],
  ["0 0 ? * 1 *", ["2026-03-08T00:00Z", "2026-03-15T00:00Z"]],
  ["0 0 ? * L *", ["2026-03-14T00:00Z", "2026-03-21T00:00Z"]],
  ["0/30 8-9 ? * MON-FRI *", ["2026-03-09T08:00Z", "2026-03-09T08:30Z", "2026-03-09T09:00Z"]],
  ["0 0 L * ? *", ["2026-03-31T00:00Z", "2026-04-30T00:00Z"]],
  ["0 0 15W * ? *", ["2026-03-16T00:00Z", "2026-04-15T00:00Z"]],
  ["0 0 1 1/6 ? *", ["2026-07-01T00:00Z", "2027-01-01T00:00Z"]],
  ["0 0 29 FEB ? 2027-2030", ["2028-02-29T00:00Z"]],
  ["15 10 ? * 6L 2002-2005", []],
])("cron(%s) from 7 March 2026 on runs at %j", (expression, expected) => {
  expect(timingOf(`cron(${expression})`, "UTC")).toBeDefined();
  expect(times(expression, "UTC", "2026-03-07T00:00Z", Math.max(expected.length, 1))).toEqual(expected);
});

test.each([
  "cron(71 8 1 * ? *)",
  "cron(0 8 1 * 1 *)",
  "cron(0 8 ? * ? *)",
  "cron(0 8 * * *)",
  "cron(? 8 1 * ? *)",
  "cron(0 8 L-3 * ? *)",
  "cron(0 8 ? * FRI-MON *)",
  "cron(0 8 1 * ? 1969)",
  "cron(@daily)",
  "rate(0 minutes)",
  "rate(5 seconds)",
  "rate(1.5 hours)",
  "at(2026-13-01T00:00:00)",
  "at(2026-01-01)",
  "every day",
])("%s is refused", (expression) => {
  expect(timingOf(expression, "UTC")).toBeUndefined();
});

test("a rate is a length of time, with its unit in one number or the other", () => {
  expect(timingOf("rate(1 minute)", "UTC")).toEqual({ kind: "rate", everyMs: 60_000 });
  expect(timingOf("rate(2 days)", "UTC")).toEqual({ kind: "rate", everyMs: 172_800_000 });
});

test("a zone is a name of the IANA database", () => {
  expect(["UTC", "Europe/Berlin", "America/New_York"].filter((zone) => !isZone(zone))).toEqual([]);
  expect(["Europe/Berln", "+01:00", ""].filter(isZone)).toEqual([]);
});
