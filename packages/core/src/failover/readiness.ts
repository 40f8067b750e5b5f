import { z } from "zod";

/** What the last look at a region as a target found; it stands in that region's own ledger. */
export const Readiness = z.object({
  /** ISO 8601. */
  at: z.string(),
  ready: z.boolean(),
  /** A sentence for each thing that is missing. */
  lacks: z.array(z.string()),
});
export type Readiness = z.output<typeof Readiness>;
