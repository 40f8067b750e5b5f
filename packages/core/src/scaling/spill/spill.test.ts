import fc from "fast-check";
import { expect, test } from "vitest";
import { explainSpill, type Overflow, spillOf } from "./spill.ts";
import { spread } from "./spread.ts";

const calm: Overflow = {
  ...{ to: "eu-west-1", mostShare: 1, demand: 4, backlog: 0, carried: 5, short: false },
  ...{ room: 10, newlyHeard: true, percent: 0 },
};
const percentOf = (more: Partial<Overflow>) => spillOf({ ...calm, ...more }).percent;
const because = (more: Partial<Overflow>) => spillOf({ ...calm, ...more }).because;

test("what cannot be had here goes to the other region, and no more than is lacking", () => {
  expect(percentOf({ demand: 10, carried: 4, short: true, room: 30 })).toBe(60);
  expect(percentOf({ demand: 10, carried: 0, short: true, room: 30 })).toBe(100);
  expect(percentOf({ demand: 10, carried: 4, short: true, room: 30, mostShare: 0.25 })).toBe(25);
});

test("what waits already is worked off here, and so much more goes until it is", () => {
  expect(percentOf({ demand: 10, carried: 8, backlog: 3, short: true, room: 30 })).toBe(50);
  expect(percentOf({ demand: 10, carried: 8, backlog: 30, short: true, room: 90 })).toBe(100);
});

test("a start-up that is in time sends nothing away, however many wait for it", () => {
  expect([percentOf({ demand: 10, carried: 4 }), because({ demand: 10, carried: 4 })]).toEqual([0, "coming"]);
});

test("where it is not known, here or there, nothing goes", () => {
  const lacks = { demand: 10, carried: 4, short: true, percent: 50 };
  expect([percentOf({ ...lacks, room: undefined }), because({ ...lacks, room: undefined })]).toEqual([
    0,
    "unheard",
  ]);
  expect([percentOf({ ...lacks, demand: undefined }), because({ ...lacks, demand: undefined })]).toEqual([
    0,
    "blind",
  ]);
});

test("a third of the other's room is taken at once, nothing twice by one word, and what it lacks is given back", () => {
  const lacks = { demand: 10, carried: 4, short: true };
  expect(percentOf({ ...lacks, room: 6 })).toBe(20);
  expect(percentOf({ ...lacks, room: 6, percent: 20, newlyHeard: false })).toBe(20);
  expect(percentOf({ ...lacks, room: 3, percent: 20 })).toBe(30);
  expect(percentOf({ ...lacks, room: -1, percent: 30 })).toBe(20);
  expect(because({ ...lacks, room: -9, percent: 30 })).toBe("full");
});

test("while capacity lacks, a share stays that demand goes around, and where nothing lacks it falls to what is needed", () => {
  const sent = { carried: 9, percent: 20, short: true };
  expect(percentOf({ ...sent, demand: 10 })).toBe(20);
  expect(percentOf({ ...sent, demand: 9 })).toBe(15);
  expect(percentOf({ ...sent, demand: 7.6 })).toBe(0);
  expect(percentOf({ ...sent, demand: 10, short: false })).toBe(10);
  expect(percentOf({ ...sent, demand: 9, short: false })).toBe(0);
});

const overflow = fc.record({
  to: fc.constant("eu-west-1"),
  mostShare: fc.double({ min: 0.01, max: 1, noNaN: true }),
  demand: fc.option(fc.double({ min: 0, max: 50, noNaN: true }), { nil: undefined }),
  backlog: fc.double({ min: 0, max: 50, noNaN: true }),
  carried: fc.double({ min: 0, max: 50, noNaN: true }),
  short: fc.boolean(),
  room: fc.option(fc.double({ min: -20, max: 50, noNaN: true }), { nil: undefined }),
  newlyHeard: fc.boolean(),
  percent: fc.nat(100),
});

test("whatever is said, no more goes than may, than was lacking or went before, nor than the other one has room for", () => {
  fc.assert(
    fc.property(overflow, (one) => {
      const { percent } = spillOf(one);
      const { demand = 0, backlog, carried, room = 0 } = one;
      expect(percent).toBeGreaterThanOrEqual(0);
      expect(percent).toBeLessThanOrEqual(100 * one.mostShare + 1e-6);
      const lacking = demand > 0 ? (100 * Math.max(0, demand + backlog - carried)) / demand : 0;
      expect(percent).toBeLessThanOrEqual(Math.max(lacking, one.percent) + 1e-6);
      if (percent > one.percent) {
        expect(one.short && one.newlyHeard).toBe(true);
        expect(((percent - one.percent) / 100) * demand).toBeLessThanOrEqual(room / 3 + 1e-6);
      }
    }),
  );
});

test.each([1, 2])(
  "by one word after another, each of %i minutes ago, the other region's room is filled within an hour and a half, its objective not broken for long",
  (ago) => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 8, noNaN: true }), (spare) => {
        const demand = 10;
        const sent = [0];
        for (let minute = 0; minute < 90; minute++) {
          const room = spare - (sent.at(-1 - ago) ?? 0);
          const percent = (sent.at(-1) ?? 0) * (100 / demand);
          const next = spillOf({
            ...calm,
            demand,
            carried: 1,
            short: true,
            room,
            percent: Math.round(percent),
          });
          sent.push((next.percent / 100) * demand);
        }
        expect(Math.max(...sent)).toBeLessThan(1.4 * spare);
        // A third of what is left has to be a whole percent of the demand to be taken.
        const left = sent.slice(-10).map((late) => spare - late);
        expect(Math.min(...left)).toBeGreaterThan(-1e-6);
        expect(Math.max(...left)).toBeLessThan(0.03 * demand + 1e-6);
      }),
    );
  },
);

test("it says what binds, and nothing where nothing is to be said", () => {
  expect(explainSpill({ to: "eu-west-1", percent: 37, because: "sent" })).toBe(
    "37 % of the requests go to eu-west-1: what is here and may be had does not carry them.",
  );
  expect(explainSpill({ to: "eu-west-1", percent: 0, because: "unheard" })).toBe(
    "No request goes to eu-west-1: its planner says nothing.",
  );
  expect(explainSpill({ to: "eu-west-1", percent: 0, because: "enough" })).toBe("");
});

test("of any forty requests that follow each other, the share that goes is the share that was said, give or take two", () => {
  fc.assert(
    fc.property(fc.nat(100), fc.nat(500), (percent, skipped) => {
      const next = spread();
      for (let index = 0; index < skipped; index++) next();
      const went = Array.from({ length: 40 }, next).filter((place) => place * 100 < percent).length;
      expect(Math.abs(went - 0.4 * percent)).toBeLessThanOrEqual(2);
    }),
  );
});
