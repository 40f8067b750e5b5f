import fc from "fast-check";
import { expect, test } from "vitest";
import { idempotencyToken } from "./idempotency-token.ts";

const call = fc.record({
  run: fc.string({ minLength: 1, maxLength: 6 }),
  act: fc.constantFrom("backup", "copy", "restore" as const),
  subject: fc.string({ maxLength: 6 }),
  attempt: fc.integer({ min: 1, max: 20 }),
});

test("the same call has the same token, and no two calls share one, whatever their names are made of", () => {
  fc.assert(
    fc.property(call, call, (one, another) => {
      const same = JSON.stringify(one) === JSON.stringify(another);
      expect(idempotencyToken(one) === idempotencyToken(another)).toBe(same);
    }),
    { numRuns: 1_000 },
  );
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.nat(3), (left, right, cut) => {
      const joined = `${left}${right}`;
      const of = (at: number) =>
        idempotencyToken({ run: joined.slice(0, at), act: "copy", subject: joined.slice(at), attempt: 1 });
      const other = Math.min(cut, joined.length);
      expect(of(left.length) === of(other)).toBe(left.length === other);
    }),
  );
});
