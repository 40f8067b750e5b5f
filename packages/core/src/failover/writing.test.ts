import fc from "fast-check";
import { expect, test } from "vitest";
import type { EpochRecord } from "./epoch-record.ts";
import { epochsOf, isUnaware, observerRegions, takeoverRegions, writingRegion } from "./writing.ts";

const places = {
  regions: ["us-east-1", "eu-west-1", "ap-southeast-1"].map((region) => ({
    region,
    role: "primary" as const,
    url: `https://${region}.example.com`,
    clusterArn: `arn:aws:rds:${region}:1:cluster:c`,
  })),
  neutral: "us-west-2",
};

const record = (epoch: number, region: string, owner = `run-for-${region}`): EpochRecord => ({
  epoch,
  region,
  owner,
  run: owner,
  at: "2026-11-22T08:00:00.000Z",
});
const one = record(1, "eu-west-1");

test("the first region of the configuration writes until an epoch says otherwise", () => {
  expect(writingRegion(epochsOf([[], [], []]), places)).toBe("us-east-1");
  expect(writingRegion(epochsOf([[], [one], [one]]), places)).toBe("eu-west-1");
});

test("an epoch that stands in one table says nothing once the others have answered, and forbids every word while one is silent", () => {
  expect(writingRegion(epochsOf([[one], [], []]), places)).toBe("us-east-1");
  expect(epochsOf([[one], [], []])?.highest).toBe(1);
  expect(writingRegion(epochsOf([[one], [], undefined]), places)).toBeUndefined();
});

test("a table that missed a claim is told of it, or nobody knows who writes once another table is silent", () => {
  const missed = [[], [one], [one]];
  const current = epochsOf(missed)?.current;
  expect(missed.map((known) => isUnaware(known, current))).toEqual([true, false, false]);
  expect(epochsOf([[], [one], undefined])).toBeUndefined();
  expect(epochsOf([[one], [one], undefined])?.current).toEqual(one);
  expect(isUnaware(undefined, current)).toBe(false);
  // An epoch that another one holds there stays as it was written.
  expect(isUnaware([record(1, "ap-southeast-1")], current)).toBe(false);
});

test("one answer is none", () => {
  expect(epochsOf([[one], undefined, undefined])).toBeUndefined();
});

test("whichever table is silent, nobody is told of a region that another reader would not be told of as well", () => {
  const vote = fc.constantFrom(undefined, "eu-west-1", "ap-southeast-1");
  fc.assert(
    fc.property(fc.array(fc.tuple(vote, vote, vote), { maxLength: 4 }), (rounds) => {
      const tables = [0, 1, 2].map((table) =>
        rounds.flatMap((votes, index) => {
          const region = votes[table];
          return region === undefined ? [] : [record(index + 1, region)];
        }),
      );
      const whole = writingRegion(epochsOf(tables), places);
      for (const silent of [0, 1, 2]) {
        const told = tables.map((epochs, table) => (table === silent ? undefined : epochs));
        const told2 = writingRegion(epochsOf(told), places);
        if (told2 !== undefined) expect(told2).toBe(whole);
      }
    }),
  );
});

test("the region that writes is looked at from all others and from the neutral one, and told to those that may take over", () => {
  expect(observerRegions(places, "us-east-1")).toEqual(["eu-west-1", "ap-southeast-1", "us-west-2"]);
  expect(takeoverRegions(places, "eu-west-1")).toEqual(["us-east-1", "ap-southeast-1"]);
});
