import fc from "fast-check";
import { expect, test } from "vitest";
import { type Paid, withinCap } from "./budget.ts";

const paid = (name: string, wanted: number, usdPerHour = 1, least = 1): Paid => ({
  name,
  wanted,
  usdPerHour,
  least,
});

test("without a cap everybody has what it wants", () => {
  expect(withinCap([paid("a", 7), paid("b", 3)], undefined)).toEqual(
    new Map([
      ["a", 7],
      ["b", 3],
    ]),
  );
});

test("when the money is short all degrade alike, by the share of what each wants", () => {
  expect(withinCap([paid("a", 8), paid("b", 4)], 6 * 730)).toEqual(
    new Map([
      ["a", 4],
      ["b", 2],
    ]),
  );
});

test("the least of each is had whatever it costs", () => {
  expect(withinCap([paid("a", 8, 1, 2), paid("b", 4)], 0)).toEqual(
    new Map([
      ["a", 2],
      ["b", 1],
    ]),
  );
});

const services = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom("a", "b", "c", "d"),
    usdPerHour: fc.integer({ min: 1, max: 40 }).map((dimes) => dimes / 10),
    least: fc.nat(3),
    wanted: fc.nat(40),
  }),
  { selector: ({ name }) => name, minLength: 1 },
);

test("the cap is never exceeded beyond the least, nobody has more than it wants, and the order in which they are named says nothing", () => {
  const cost = (given: ReadonlyMap<string, number>, all: readonly Paid[]) =>
    all.reduce((sum, { name, usdPerHour }) => sum + (given.get(name) ?? 0) * usdPerHour, 0);
  fc.assert(
    fc.property(services, fc.nat(60), (all, hourly) => {
      const given = withinCap(all, hourly * 730);
      const least = all.reduce((sum, one) => sum + Math.min(one.least, one.wanted) * one.usdPerHour, 0);
      expect(cost(given, all)).toBeLessThanOrEqual(Math.max(least, hourly) + 1e-6);
      for (const { name, wanted } of all) expect(given.get(name)).toBeLessThanOrEqual(wanted);
      expect(withinCap(all.toReversed(), hourly * 730)).toEqual(new Map([...given]));
    }),
  );
});
