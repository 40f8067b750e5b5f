import fc from "fast-check";
import { expect, test } from "vitest";
import { serve } from "./queue.ts";

test("what fits is served at once", () => {
  expect(serve(0, 100, 16, 10, 5)).toEqual({ queued: 0, done: 100, lateShare: 0, wait: 0 });
});

test("twice the work leaves a bin of it over, and what comes in the second half waits too long", () => {
  expect(serve(0, 320, 16, 10, 5)).toEqual({ queued: 160, done: 160, lateShare: 0.5, wait: 10 });
});

test("a queue that is worked off lets the last ones through in time", () => {
  expect(serve(160, 0, 16, 10, 5)).toMatchObject({ queued: 0, lateShare: 0.5 });
});

test("without a slot all wait for ever", () => {
  expect(serve(0, 10, 0, 10, 5)).toMatchObject({ lateShare: 1, wait: Number.POSITIVE_INFINITY });
});

test("no work is lost or made, and more slots never make anybody later", () => {
  const amount = fc.double({ min: 0, max: 1e5, noNaN: true });
  fc.assert(
    fc.property(amount, amount, fc.nat(200), fc.nat(50), (queued, work, slots, more) => {
      const served = serve(queued, work, slots, 10, 5);
      expect(served.done + served.queued).toBeCloseTo(queued + work, 6);
      expect(served.lateShare).toBeGreaterThanOrEqual(0);
      expect(served.lateShare).toBeLessThanOrEqual(1);
      expect(serve(queued, work, slots + more, 10, 5).lateShare).toBeLessThanOrEqual(served.lateShare + 1e-9);
    }),
  );
});
