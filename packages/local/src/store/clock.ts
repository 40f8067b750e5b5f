import { continuedClock, newClock, type WorldClock } from "../world/clock.ts";
import type { Store } from "./store.ts";

/** The clock for a store's world: it goes on from where it stood, by the real time that has passed since. A new one without a store. */
export function clockOf(store: Store | undefined, factor: number): WorldClock {
  const time = store?.value("time") as { world: number; real: number } | undefined; // as the keeper writes it
  return time ? continuedClock(factor, time) : newClock(factor);
}
