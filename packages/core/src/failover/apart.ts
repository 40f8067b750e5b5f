import { z } from "zod";

/** What a region that writes says of itself: that its users write to a cluster which no other region follows. */
export const Apart = z.object({
  region: z.string(),
  /** The cluster that a restore has switched to. */
  cluster: z.string(),
  /** When it was last so; milliseconds since 1970. */
  at: z.number(),
});
export type Apart = z.output<typeof Apart>;

/**
 * Whether it still holds for a region that follows: no canary row is written while it does, so that a newer one says that users are back.
 * `newest`: of the rows that have arrived, milliseconds since 1970.
 */
export const isApart = (said: Apart | undefined, newest: number | undefined): said is Apart =>
  said !== undefined && said.at > (newest ?? 0);
