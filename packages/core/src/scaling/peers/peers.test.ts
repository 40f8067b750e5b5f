import { expect, test } from "vitest";
import type { PolicyFamily, Seen } from "../policy.ts";
import { a10g } from "../profile.ts";
import { awsLikeFloor } from "./aws-like-floor.ts";
import { kedaLike } from "./keda-like.ts";
import { targetTracking20, targetTracking60 } from "./target-tracking.ts";

/** When a policy first wants what is asked for, in seconds, if so many slots of ten replicas are in use at each moment. */
function firstWhen(
  family: PolicyFamily,
  target: number,
  busyAt: (at: number) => number,
  is: (wanted: number, at: number) => boolean,
) {
  const policy = family.make(target, a10g);
  for (let at = 10; at <= 48 * 3600; at += 10) {
    const busy = busyAt(at);
    const seen: Seen = {
      at,
      seconds: 10,
      demand: { requests: busy, work: busy * 10 },
      busy,
      waiting: 0,
      late: 0,
      ready: 10,
      starting: 0,
      started: [],
    };
    const wanted = policy(seen);
    if (wanted !== undefined && is(wanted, at)) return at;
  }
  return undefined;
}

/** 112 of 160 slots are the target of 0.7; from an hour on as many as said. */
const from = 3600;
const then = (busy: number) => (at: number) => (at <= from ? 112 : busy);
const more = (wanted: number) => wanted > 10;
const fewer = (wanted: number) => wanted < 10;

test("target tracking adds after three datapoints and their lag, and removes after fifteen minutes of them", () => {
  expect(firstWhen(targetTracking60, 0.7, then(150), more)).toBe(from + 4 * 60);
  expect(firstWhen(targetTracking20, 0.7, then(150), more)).toBe(from + 4 * 20);
  expect(firstWhen(targetTracking60, 0.7, then(80), fewer)).toBe(from + 16 * 60);
  expect(firstWhen(targetTracking60, 0.7, then(105), fewer)).toBeUndefined();
});

test("the KEDA-like rule adds at its next look, bears a tenth, and removes when five minutes have asked for fewer", () => {
  expect(firstWhen(kedaLike, 0.7, then(150), more)).toBe(from + 30);
  expect(firstWhen(kedaLike, 0.7, then(120), more)).toBeUndefined();
  expect(firstWhen(kedaLike, 0.7, then(80), fewer)).toBe(from + 330);
});

test("the predictive floor has what the same hour of yesterday needed a start-up before the hour begins", () => {
  const [day, morning] = [86_400, 8 * 3600];
  const busyAt = (at: number) => (at > morning && at <= morning + 7200 ? 150 : 111);
  const nextDay = (wanted: number, at: number) => wanted === 14 && at > day;
  expect(firstWhen(awsLikeFloor, 0.7, busyAt, nextDay)).toBe(day + morning - a10g.startSeconds);
  expect(firstWhen(targetTracking60, 0.7, busyAt, nextDay)).toBeUndefined();
});
