import type { Call, Guard } from "@signalbox/local/gate/gate";
import fc from "fast-check";
import { expect } from "vitest";
import { isByRelease } from "./laptop.fixture.ts";

/** What a release's Lambda does to the platform, the ledger or its idempotency records. */
export const changes = (call: Call): boolean =>
  isByRelease(call) && !/^(Describe|Get|List|Query)/.test(call.operation);

/** The Lambda is cut off in its n-th call that counts: just before it, or when it is made and the answer is still on its way. */
export function cutOff(
  n: number,
  when: "before" | "after",
  counts = changes,
): { readonly guard: Guard; readonly cut: () => Call | undefined } {
  let seen = 0;
  let cut: Call | undefined;
  const never = new Promise<never>(() => {});
  return {
    cut: () => cut,
    guard: async (call, next) => {
      if (!counts(call) || seen++ !== n) return await next(call);
      cut = call;
      if (when === "after") await next(call);
      return await never;
    },
  };
}

/** Plays so often, each time with the Lambda cut off at any of the `total` calls that count; `play` expects what holds all the same. */
export const cutAnywhere = (
  total: number,
  play: (guard: Guard) => Promise<unknown>,
  { numRuns, counts }: { readonly numRuns: number; readonly counts: (call: Call) => boolean },
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(fc.nat(total - 1), fc.constantFrom("before", "after"), async (n, when) => {
      const { guard, cut } = cutOff(n, when, counts);
      await play(guard);
      expect(cut()).toBeDefined();
    }),
    { numRuns },
  );
