import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exitAt, longestStopMs, promotableAt, renewEveryMs, renews } from "./lease.ts";
import type { TableEpochs } from "./writing.ts";

const hourMs = 3_600_000;
const regions = ["us-east-1", "eu-west-1", "ap-southeast-1"].map((region) => ({ region }));
const places = { regions };

const epochIn = (region: string, epoch = 1, owner = region) => ({
  epoch,
  region,
  run: "run",
  owner,
  at: "2026-11-22",
});
const claimed = [epochIn("eu-west-1")];

/** When the last container that the old region's keepers guard may still write, where a claim reaches the tables at the given times. */
function lastWriteOf(
  claimedAt: readonly number[],
  replies: readonly (number | undefined)[],
  keeps = (tables: readonly TableEpochs[]) => renews("us-east-1", tables, places),
): number {
  let renewalSentAt = 0;
  for (
    let sentAt = 0;
    sentAt < Math.min(hourMs, exitAt(renewalSentAt, longestStopMs));
    sentAt += renewEveryMs
  ) {
    // Each table answers by what it knew some time after it was asked; undefined: not at all.
    const told = claimedAt.map((at, table) => {
      const reply = replies[table];
      return reply === undefined ? undefined : sentAt + reply >= at ? claimed : [];
    });
    if (keeps(told)) renewalSentAt = sentAt;
  }
  return exitAt(renewalSentAt, longestStopMs) + longestStopMs;
}

const arrival = fc.integer({ min: 1, max: 600_000 });
const arrivals = fc.tuple(arrival, arrival);
const delay = fc.option(fc.integer({ min: 0, max: 29_000 }), { nil: undefined });
const delays = fc.tuple(delay, delay, delay);

test("no task of the old region writes any more when the new one may, wherever the claim came through first", () => {
  fc.assert(
    fc.property(arrivals, delays, ([one, two], replies) => {
      // The third table is dark to the claimant, and goes on telling that there is no epoch.
      const claims = [one, two, Number.POSITIVE_INFINITY];
      expect(lastWriteOf(claims, replies)).toBeLessThan(promotableAt(Math.max(one, two)));
    }),
  );
});

test("a keeper that took any one answer for its own would go on writing beside the new region", () => {
  const any = (tables: readonly TableEpochs[]) => tables.some((known) => known?.length === 0);
  const claims = [1, 1, Number.POSITIVE_INFINITY];
  expect(lastWriteOf(claims, [0, 0, 0])).toBeLessThan(promotableAt(1));
  expect(lastWriteOf(claims, [0, 0, 0], any)).toBeGreaterThan(promotableAt(1));
});

describe("the tasks of a region may run", () => {
  const may = (region: string, ...tables: TableEpochs[]) => renews(region, tables, places);

  test("where two tables say that its epoch is in force, and no other may be", () => {
    expect(may("us-east-1", [], [], [])).toBe(true);
    expect(may("us-east-1", [], [], undefined)).toBe(true);
    expect(may("eu-west-1", claimed, claimed, undefined)).toBe(true);
    expect(may("us-east-1", claimed, claimed, [])).toBe(false);
  });

  test("not on the word of one table, and not while a claim may have been had", () => {
    expect(may("us-east-1", [], undefined, undefined)).toBe(false);
    expect(may("us-east-1", claimed, [], undefined)).toBe(false);
  });

  test("beside a claim that came through at one table alone, while all three answer", () => {
    expect(may("us-east-1", claimed, [], [])).toBe(true);
  });

  test("in a standby that has never written, and not in a region that wrote before, until it does again", () => {
    expect(may("ap-southeast-1", claimed, claimed, claimed)).toBe(true);
    expect(may("us-east-1", claimed, claimed, claimed)).toBe(false);
    const back = [...claimed, epochIn("us-east-1", 2)];
    expect(may("us-east-1", back, back, back)).toBe(true);
    expect(may("eu-west-1", back, back, back)).toBe(false);
  });
});
