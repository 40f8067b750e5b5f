import type { Channel } from "./world.ts";

/** A channel whose listeners cannot disturb one another: what one throws goes to `report`, the others still hear. */
export function channel<T>(report: (error: unknown) => void): Channel<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    publish: (value) => {
      for (const listener of listeners) {
        try {
          listener(value);
        } catch (error) {
          report(error);
        }
      }
    },
    subscribe: (listener) => {
      // A wrapper of its own, so that the same function subscribed twice is heard twice and ends once each.
      const own = (value: T): void => listener(value);
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },
  };
}
