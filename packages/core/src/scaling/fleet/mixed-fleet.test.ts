import fc from "fast-check";
import { expect, test } from "vitest";
import { a10g } from "../profile.ts";
import { type Gpu, measure } from "./gpu.ts";
import { MixedFleet } from "./mixed-fleet.ts";

const gpu = (name: string, profile: Partial<Gpu["profile"]>, most = 200): Gpu => ({
  name,
  profile: { ...a10g, ...profile },
  most,
  spot: false,
});
const small = gpu("small", { usdPerHour: 1 });
const big = gpu("big", { slots: 48, usdPerHour: 2, startSeconds: 420 }, 3);
const { offers } = measure([small, big], { input: 914, output: 142 });
const counts = (fleet: MixedFleet) =>
  Object.fromEntries(fleet.present.map(({ name, present }) => [name, present]));

test("more is made of the cheap type up to its most, and the small one fills the rest", () => {
  const fleet = new MixedFleet(offers, { hours: 1 }, 4);
  expect(counts(fleet)).toEqual({ small: 1, big: 1 });
  fleet.want(13, 0);
  expect(counts(fleet)).toEqual({ small: 4, big: 3 });
  expect([fleet.ready, fleet.pending]).toEqual([4, 9]);
  expect([fleet.arrive(300), fleet.arrive(420)]).toEqual([
    [300, 300, 300],
    [420, 420],
  ]);
  expect([fleet.ready, fleet.pending]).toEqual([13, 0]);
});

test("what was never ready goes before what serves", () => {
  const fleet = new MixedFleet(offers, { hours: 1 }, 4);
  fleet.want(13, 0);
  fleet.want(4, 60);
  expect([fleet.ready, fleet.pending]).toEqual([4, 0]);
});

test("an hour of each costs what each costs", () => {
  const fleet = new MixedFleet(offers, { hours: 1 }, 4);
  fleet.pass(1800);
  fleet.settle();
  fleet.pass(3600);
  expect(fleet.usd).toBeCloseTo(3);
  expect(Object.fromEntries(fleet.hours)).toEqual({ small: 1, big: 1 });
});

test("whatever is wanted, it has as much or more, and no step takes more than it may", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 30 }), (wishes) => {
      const fleet = new MixedFleet(offers, { hours: 1 }, 5);
      for (const [step, wanted] of wishes.entries()) {
        const served = fleet.serving;
        fleet.want(wanted, step * 120);
        expect(fleet.ready + fleet.pending).toBeGreaterThanOrEqual(wanted);
        expect(fleet.serving).toBeGreaterThanOrEqual(Math.min(served, wanted) - 1e-6);
        fleet.arrive(step * 120 + 120);
      }
    }),
  );
});
