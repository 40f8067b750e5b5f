import fc from "fast-check";
import { expect, test } from "vitest";
import { firstMinute, type Standing, waysOf } from "./break-even.ts";
import type { Worth } from "./worth.ts";

const switching = { start: 5, drain: 1 };
const serving: Standing = { first: 1, ready: -1, enter: 0, leave: switching.drain };
const ordered: Standing = { first: firstMinute(switching), ready: 0, enter: switching.start, leave: 0 };

/** A replica that is worth two replica-minutes in the minutes from one on and up to another. */
const neededIn = (from: number, to: number): Worth => ({
  levels: 1,
  minutes: 40,
  at: (_, minute) => (minute >= from && minute <= to ? 2 : 0),
});

const pays = (worth: Worth, standing: Standing) => {
  const { having, not } = waysOf(worth, 1, standing, switching);
  return having - not;
};

test("what is needed again before a start and a drain have paid off is held, what is needed later is let go", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 20 }), (from) => {
      const gap = from - 1;
      const held = pays(neededIn(from, 39), serving) < 0;
      // Before the first minute that an order now would serve there is no getting it back, so its worth is at stake as well.
      if (from >= firstMinute(switching)) expect(held).toBe(gap < switching.start + switching.drain);
      else expect(held).toBe(true);
    }),
  );
});

test("what nobody needs is let go, and never ordered", () => {
  expect(pays(neededIn(50, 60), serving)).toBeGreaterThan(0);
  expect(pays(neededIn(50, 60), ordered)).toBeGreaterThan(0);
});

test("an order goes out in the last minute in which it is in time, and no sooner", () => {
  const first = firstMinute(switching);
  expect(pays(neededIn(first, 39), ordered)).toBeLessThan(0);
  expect(pays(neededIn(first + 1, 39), ordered)).toBeGreaterThan(0);
});
