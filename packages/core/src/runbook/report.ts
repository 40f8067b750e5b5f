import { z } from "zod";

/** How one run of a runbook ended, as the ledger keeps it. */
export const RunbookReport = z.object({
  runbook: z.string(),
  run: z.string(),
  requestedBy: z.string(),
  reason: z.string(),
  endedAt: z.string(),
  outcome: z.enum(["done", "failed"]),
  /** What was to be done; absent where it was refused before anybody knew. */
  sentence: z.string().optional(),
  /** What each act saw in the end. */
  said: z.array(z.string()),
  problem: z.object({ error: z.string(), cause: z.string() }).optional(),
});
export type RunbookReport = z.output<typeof RunbookReport>;
