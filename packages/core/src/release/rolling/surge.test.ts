import fc from "fast-check";
import { expect, test } from "vitest";
import { maximumPercent, mostTasks } from "./surge.ts";

const tasks = fc.integer({ min: 1, max: 1_000 });

test("exactly one task more than wanted fits, up to the size at which a whole percentage is too coarse", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 199 }), (n) => {
      expect(mostTasks(n, maximumPercent(n))).toBe(n + 1);
    }),
  );
});

test("at any size one more fits, and with a percent less none would", () => {
  fc.assert(
    fc.property(tasks, (n) => {
      expect(mostTasks(n, maximumPercent(n))).toBeGreaterThan(n);
      expect(mostTasks(n, maximumPercent(n) - 1)).toBe(n);
    }),
  );
});
