import type { Clock } from "@signalbox/core/clock";

/** Tries again for as long as a dark region or a throttled API keeps people from it. */
export async function insisting<T>({ clock }: { readonly clock: Clock }, call: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++)
    try {
      return await call();
    } catch (error) {
      if (tries > 100) throw error;
      await clock.sleep(5_000);
    }
}
