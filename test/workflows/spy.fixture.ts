import type { Call, Guard } from "@signalbox/local/gate/gate";

/** A guard that lets every call pass, and the calls that have come so far. */
export function spying(): { readonly spy: Guard; readonly calls: Call[] } {
  const calls: Call[] = [];
  const spy: Guard = (call, next) => {
    calls.push(call);
    return next(call);
  };
  return { spy, calls };
}
