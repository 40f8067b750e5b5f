import { z } from "zod";

/** A person has looked at what a failover left, and lets the next one be automatic again. */
export const Acknowledgement = z.object({
  /** All epochs up to this one are acknowledged. */
  epoch: z.int().nonnegative(),
  by: z.string(),
  reason: z.string(),
  /** ISO 8601. */
  at: z.string(),
});
export type Acknowledgement = z.output<typeof Acknowledgement>;
