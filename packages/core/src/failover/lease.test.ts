import fc from "fast-check";
import { expect, test } from "vitest";
import { exitAt, longestStopMs, promotableAt, renewEveryMs, renews } from "./lease.ts";

const hourMs = 3_600_000;

/** When the last container that an old region's keeper guards may still write, where a claim reaches the tables at the given times. */
function lastWriteOf(claimedAt: readonly number[], repliesMs: readonly number[], keeps = renews): number {
  let renewalSentAt = 0;
  for (
    let sentAt = 0;
    sentAt < Math.min(hourMs, exitAt(renewalSentAt, longestStopMs));
    sentAt += renewEveryMs
  ) {
    // Each table answers by what it knew some time after it was asked.
    const told = claimedAt.map((at, table) => (sentAt + (repliesMs[table] ?? 0) >= at ? 2 : 1));
    if (keeps(1, told)) renewalSentAt = sentAt;
  }
  return exitAt(renewalSentAt, longestStopMs) + longestStopMs;
}

const arrival = fc.integer({ min: 1, max: 600_000 });
const arrivals = fc.tuple(arrival, arrival);
const delays = fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 0, max: 29_000 })));

test("no task of the old region writes any more when the new one may, wherever the claim came through first", () => {
  fc.assert(
    fc.property(arrivals, delays, ([one, two], replies) => {
      // The third table is dark to the claimant, and goes on telling the old epoch.
      const claims = [one, two, Number.POSITIVE_INFINITY];
      expect(lastWriteOf(claims, replies)).toBeLessThan(promotableAt(Math.max(one, two)));
    }),
  );
});

test("a keeper that took any one answer for its own would go on writing beside the new region", () => {
  const any: typeof renews = (epoch, told) => told.some((one) => one !== undefined && one <= epoch);
  const claims = [1, 1, Number.POSITIVE_INFINITY];
  expect(lastWriteOf(claims, [0, 0, 0])).toBeLessThan(promotableAt(1));
  expect(lastWriteOf(claims, [0, 0, 0], any)).toBeGreaterThan(promotableAt(1));
});

test("silence, and a table that knows a later epoch, do not renew", () => {
  expect(renews(1, [1, undefined, undefined])).toBe(false);
  expect(renews(1, [1, 1, 2])).toBe(false);
  expect(renews(1, [1, 1, undefined])).toBe(true);
});
