import fc from "fast-check";
import { expect, test } from "vitest";
import { ReleasePolicy } from "../release/policy.ts";
import { type KnownParts, predictDowntime } from "./downtime.ts";
import { knownByBackup, knownByPolicy, knownByRehearsal, knownByRelease } from "./known-parts.ts";

const policy = ReleasePolicy.parse({});
const at = (second: number): string => new Date(second * 1000).toISOString();

/** The journal of a canary that was promoted: its states with the seconds in which they were written. */
const canary = (more: Readonly<Record<string, number>> = {}) => ({
  acts: Object.entries({ ScaleCandidate: 100, ShiftTraffic: 140, Drain: 900, ScaleIn: 1_000, ...more })
    .toSorted(([, one], [, other]) => one - other)
    .map(([state, second]) => ({ at: at(second), state, text: "" })),
  endedAt: at(1_090),
  policy,
  goneSeconds: undefined,
});

test("the nearest source of a part counts, and where none knows it, what is usual", () => {
  const known: KnownParts = {
    "last backup": { snapshot: 20 },
    "last release": { start: 40, stop: 90 },
    "last cutover": { start: 50 },
    rehearsal: { migrate: 7 },
  };
  expect(predictDowntime(known).parts.map(({ name, by }) => `${name}: ${by}`)).toEqual([
    "drain: usual",
    "stop: last release",
    "snapshot: last backup",
    "look: usual",
    "migrate: rehearsal",
    "start: last cutover",
  ]);
});

test("a prediction is the sum of its parts, and nothing usual is in it once each part is known", () => {
  const seconds = fc.integer({ min: 0, max: 10_000 });
  fc.assert(
    fc.property(seconds, seconds, seconds, (migrate, backup, goneSeconds) => {
      const known = {
        rehearsal: knownByRehearsal({ seconds: 900, cloneSeconds: 600 }, migrate),
        "last release": knownByRelease({ ...canary(), goneSeconds }),
        "last backup": knownByBackup(backup),
      };
      const { parts, seconds: all } = predictDowntime(known);
      expect(all).toBe(parts.reduce((sum, part) => sum + part.seconds, 0));
      expect(parts.map(({ by }) => by)).not.toContain("usual");
    }),
  );
});

test("a rehearsal's surveys and the start of its task are what it took beside its clone and its migration", () => {
  expect(knownByRehearsal({ seconds: 400, cloneSeconds: 300 }, 60)).toEqual({ migrate: 60, look: 40 });
});

test("a release tells how long a version takes to start and to stop, and what was generated to end", () => {
  const { start, stop = 0, drain } = knownByRelease({ ...canary(), goneSeconds: 61 });
  expect([start, drain]).toEqual([40, 65]);
  // Seen stopped 90 s after the last slice, at a look that comes every few seconds.
  expect(stop).toBeGreaterThan(80);
  expect(stop).toBeLessThan(90);
});

test("a release that waited for a person before its first weight does not say how long a version takes to start", () => {
  const asked = knownByRelease(canary({ AskAboutGates: 120 }));
  expect(asked.start).toBeUndefined();
  expect(knownByRelease(canary({ AskAboutGates: 150 })).start).toBe(40);
});

test("where nobody knows what is generated, streams have the policy's time; where it is followed, that says nothing", () => {
  expect(knownByPolicy({ drainSeconds: 62 }, false)).toEqual({ drain: 65 });
  expect(knownByPolicy({ drainSeconds: 62 }, true)).toEqual({});
});

test("what a job has done is seen at the next look", () => {
  expect([0, 3, 5, 11].map((seconds) => knownByBackup(seconds).snapshot)).toEqual([5, 5, 5, 15]);
});
