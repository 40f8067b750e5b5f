import type { Environment } from "./environment.ts";

/** Between two looks, in milliseconds of the world's time. */
const lookMs = 5_000;

/** Waits until something is so. Throws an AbortError when the service stops. */
export async function until({ world, end }: Environment, isSo: () => boolean): Promise<void> {
  while (!isSo()) await world.clock.sleep(lookMs, end);
}
