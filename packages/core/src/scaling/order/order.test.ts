import fc from "fast-check";
import { expect, test } from "vitest";
import { orderOf } from "./order.ts";
import { type Holds, type Part, type SideStanding, total } from "./standing.ts";

const side = (service: string, part: Part, desired: number, share: number): SideStanding => ({
  service,
  part,
  share,
  desired,
  ready: desired,
});
const alone = (desired: number): SideStanding[] => [
  side("blue", "serving", desired, 1),
  side("green", "idle", 0, 0),
];
const bounds = { least: 1, most: 10 };
const wish = (wanted: number | undefined, affordable?: number) => ({ wanted, bounds, affordable });

test("what the plan wants is ordered of the side that serves", () => {
  expect(orderOf(wish(6), { sides: alone(4), holds: [] })).toEqual({
    wanted: 6,
    allowed: 6,
    acts: [{ service: "blue", from: 4, to: 6 }],
    limits: [],
  });
  expect(orderOf(wish(2), { sides: alone(4), holds: [] }).acts).toEqual([
    { service: "blue", from: 4, to: 2 },
  ]);
  expect(orderOf(wish(4), { sides: alone(4), holds: [] }).acts).toEqual([]);
});

test("without metrics nothing is let go, and what the bounds ask for is had all the same", () => {
  expect(orderOf(wish(undefined), { sides: alone(4), holds: [] }).acts).toEqual([]);
  expect(orderOf(wish(undefined), { sides: alone(0), holds: [] })).toMatchObject({
    acts: [{ service: "blue", from: 0, to: 1 }],
    limits: ["least"],
  });
  expect(orderOf(wish(0), { sides: alone(4), holds: ["blind"] })).toMatchObject({
    acts: [],
    limits: ["least", "blind"],
  });
});

test("a release keeps what there is, and what is added goes to its sides by their share of the requests", () => {
  const sides = [side("blue", "serving", 4, 0.5), side("green", "coming", 4, 0.5)];
  expect(orderOf(wish(2), { sides, holds: ["release"] })).toMatchObject({ acts: [], limits: ["release"] });
  expect(orderOf(wish(10), { sides, holds: ["release"] }).acts).toEqual([
    { service: "blue", from: 4, to: 5 },
    { service: "green", from: 4, to: 5 },
  ]);
});

test("two sides share one bound: while both stand there is no room for more than it", () => {
  const sides = [side("blue", "serving", 5, 0.9), side("green", "coming", 5, 0.1)];
  expect(orderOf(wish(10), { sides, holds: ["release"] }).acts).toEqual([]);
  // Each side by itself may have ten.
  const bounded = sides.map((one) => ({ ...one, bounds: { least: 1, most: 10 } }));
  expect(orderOf(wish(10), { sides: bounded, holds: ["release"] }).acts).toEqual([]);
});

test("whoever moves the bounds of the scalable target is heeded: at night there is none", () => {
  const asleep = alone(4).map((one) => ({ ...one, bounds: { least: 0, most: 0 } }));
  expect(orderOf(wish(4), { sides: asleep, holds: [] })).toMatchObject({
    acts: [{ service: "blue", from: 4, to: 0 }],
    limits: ["most"],
  });
});

test("while a side is held for a way back the other one is given what the plan wants, and no more for the sake of those that stand", () => {
  const sides = [side("blue", "leaving", 4, 0), side("green", "serving", 4, 1)];
  expect(orderOf(wish(6), { sides, holds: ["release"] }).acts).toEqual([
    { service: "green", from: 4, to: 6 },
  ]);
  expect(orderOf(wish(3), { sides, holds: ["release"] }).acts).toEqual([]);
  const shifting = [side("blue", "serving", 4, 0.9), side("green", "coming", 4, 0.1)];
  expect(orderOf(wish(4), { sides: shifting, holds: ["release"] }).acts).toEqual([]);
});

const part = fc.constantFrom<Part>("serving", "coming", "leaving", "idle");
const hold = fc.constantFrom<Holds>("release", "freeze", "blind");
const standings = fc.record({
  sides: fc
    .tuple(fc.nat(12), fc.nat(12), part, fc.nat(100))
    .map(([blue, green, other, percent]) => [
      side("blue", "serving", blue, 1 - percent / 100),
      side("green", other, green, percent / 100),
    ]),
  holds: fc.array(hold, { maxLength: 2 }),
});

test("whatever is wanted: never beyond the bound or the money, never a side that leaves, and all in one direction", () => {
  fc.assert(
    fc.property(
      standings,
      fc.option(fc.nat(30), { nil: undefined }),
      fc.option(fc.nat(12), { nil: undefined }),
      (standing, wanted, affordable) => {
        const { acts, allowed } = orderOf(wish(wanted, affordable), standing);
        const present = total(standing.sides);
        const change = acts.reduce((sum, { from, to }) => sum + to - from, 0);
        const untouched = standing.sides.filter(({ part: of }) => of === "leaving" || of === "idle");
        for (const { service } of untouched) expect(acts.some((act) => act.service === service)).toBe(false);
        expect(new Set(acts.map(({ from, to }) => Math.sign(to - from))).size).toBeLessThanOrEqual(1);
        expect(present + change).toBeLessThanOrEqual(Math.max(present, bounds.most));
        if (affordable !== undefined && affordable >= bounds.least)
          expect(allowed).toBeLessThanOrEqual(Math.max(present, affordable));
        if (change < 0) {
          expect(standing.holds).toEqual([]);
          expect(wanted).toBeDefined();
          expect(present + change).toBeGreaterThanOrEqual(bounds.least);
        }
      },
    ),
  );
});
