import fc from "fast-check";
import { expect, test } from "vitest";
import { doubtOf, mayWrite } from "./doubt.ts";
import type { EpochRecord } from "./epoch-record.ts";
import { epochsOf, type TableEpochs, writingRegion } from "./writing.ts";

const names = ["us-east-1", "eu-west-1", "ap-southeast-1"];
const places = { regions: names.map((region) => ({ region })) };
const record = (epoch: number, region: string): EpochRecord => ({
  epoch,
  region,
  owner: `run-for-${region}`,
  run: "run",
  at: "2026-11-22T08:00:00.000Z",
});
const one = record(1, "eu-west-1");

test("a claim that one table has and a silent one may have leaves two regions that may write", () => {
  const doubt = doubtOf([[], undefined, [one]]);
  expect(doubt).toMatchObject({ claims: [one], highest: 1 });
  expect(doubt && mayWrite(doubt, places)).toEqual(["eu-west-1", "us-east-1"]);
});

test("where all three answer, or one alone does, there is no such doubt", () => {
  expect(doubtOf([[], [], [one]])).toBeUndefined();
  expect(doubtOf([undefined, undefined, [one]])).toBeUndefined();
  expect(doubtOf([[one], undefined, [one]])).toBeUndefined();
});

const vote = fc.constantFrom(undefined, ...names);
const history = fc.array(fc.tuple(vote, vote, vote), { maxLength: 4 });
const tablesOf = (rounds: readonly (readonly (string | undefined)[])[]): EpochRecord[][] =>
  [0, 1, 2].map((table) =>
    rounds.flatMap((votes, index) => {
      const region = votes[table];
      return region === undefined ? [] : [record(index + 1, region)];
    }),
  );
const without = (tables: readonly EpochRecord[][], silent: number): TableEpochs[] =>
  tables.map((epochs, table) => (table === silent ? undefined : epochs));

test("the region that writes is among those that may, whatever was claimed and whichever table is silent", () => {
  fc.assert(
    fc.property(history, fc.constantFrom(0, 1, 2), (rounds, silent) => {
      const told = without(tablesOf(rounds), silent);
      const doubt = doubtOf(told);
      expect(doubt === undefined).toBe(epochsOf(told) !== undefined);
      const whole = writingRegion(epochsOf(tablesOf(rounds)), places);
      if (doubt) expect(mayWrite(doubt, places)).toContain(whole);
    }),
  );
});

test("once an epoch above a doubtful one is owned, no table's silence lets any other region be taken for the writer", () => {
  fc.assert(
    fc.property(history, fc.constantFrom(...names), fc.constantFrom(0, 1, 2), (rounds, taker, silent) => {
      const tables = tablesOf(rounds);
      const doubt = doubtOf(without(tables, silent));
      if (!doubt) return;
      const after = tables.map((epochs, table) =>
        table === silent ? epochs : [...epochs, record(doubt.highest + 1, taker)],
      );
      for (const lost of [-1, 0, 1, 2]) {
        const writing = writingRegion(epochsOf(without(after, lost)), places);
        if (writing !== undefined) expect(writing).toBe(taker);
      }
    }),
  );
});
