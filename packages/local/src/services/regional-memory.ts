import type { Regional } from "./regional.ts";
import type { Memory } from "./service.ts";

/** The memory of a service whose state is saved as one part for each region. */
export function regionalMemory<T, Saved>(
  of: Regional<T>,
  save: (state: T) => Saved,
  restore: (state: T, saved: Saved) => Promise<void> | void,
): Pick<Memory, "save" | "restore"> {
  return {
    save: () => new Map([...of.known()].map(([region, state]) => [region, save(state)])),
    restore: async (parts) => {
      for (const [region, saved] of parts) await restore(of(region), saved as Saved); // as `save` gave it
    },
  };
}
