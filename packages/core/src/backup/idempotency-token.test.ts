import fc from "fast-check";
import { expect, test } from "vitest";
import { idempotencyToken } from "./idempotency-token.ts";

/** Names made of what tokens are made of. */
const name = fc
  .array(fc.constantFrom("a", "-", "-copy-", "4.copy", "1", "."), { maxLength: 4 })
  .map((parts) => parts.join(""));
const call = fc.record({
  run: name,
  act: fc.constantFrom("backup", "copy", "restore" as const),
  subject: name,
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
  const copy = { act: "copy", attempt: 1 } as const;
  expect(idempotencyToken({ ...copy, run: "a-copy-b", subject: "c" })).not.toBe(
    idempotencyToken({ ...copy, run: "a", subject: "b-copy-c" }),
  );
});
