import { z } from "zod";
import { BackedUpTarget } from "../../platform/backup-places.ts";
import { LookedAt } from "../content/look.ts";

/** A verification that has the lease of its class, and a point to verify. Times in milliseconds since 1970. */
export const VerifyRun = z.strictObject({
  class: z.string(),
  target: BackedUpTarget,
  /** Name of the execution. */
  run: z.string(),
  /** ARN. */
  point: z.string(),
  /** The moment that the point holds. */
  capturedAt: z.number(),
  /** When AWS deletes it; absent: it stays. */
  expiresAt: z.number().optional(),
  /** Of a database: the transaction by which its manifest tells old rows from new ones, for the look. */
  transaction: z.string().optional(),
  /** What it is restored into. */
  at: LookedAt,
  startedAt: z.number(),
  /** When its restore is given up. */
  giveUpAt: z.number(),
});
export type VerifyRun = z.output<typeof VerifyRun>;

/** What was made of a point: nothing where nothing was learnt of it. */
export const Verdict = z.enum(["verified", "failed", "none"]);
export type Verdict = z.output<typeof Verdict>;
