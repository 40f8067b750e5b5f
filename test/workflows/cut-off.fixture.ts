import type { Call, Guard } from "@signalbox/local/gate/gate";
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
