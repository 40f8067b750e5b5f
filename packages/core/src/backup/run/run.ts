import { z } from "zod";
import { BackedUpTarget } from "../../platform/backup-places.ts";

/** Who wants a backup of which class. */
export const BackupRequest = z.strictObject({
  /** `target/tier`. */
  class: z.string().min(1).meta({ description: "class to back up, such as database/daily" }),
  requestedBy: z.string().min(1).meta({ description: "who or what asks for it" }),
});
export type BackupRequest = z.output<typeof BackupRequest>;

/** A run that has the lease of its class. */
export const BackupRun = z.strictObject({
  class: z.string(),
  target: BackedUpTarget,
  /** Name of the execution. */
  run: z.string(),
  requestedBy: z.string(),
  /** When the lease was taken: its point holds nothing older. Milliseconds since 1970. */
  wantedAt: z.number(),
});
export type BackupRun = z.output<typeof BackupRun>;

export const RunProblem = z.strictObject({ error: z.string(), cause: z.string() });
export type RunProblem = z.output<typeof RunProblem>;

/** How a run ended, as the ledger keeps it. */
export const BackupReport = z.object({
  class: z.string(),
  run: z.string(),
  requestedBy: z.string(),
  startedAt: z.string().optional(),
  endedAt: z.string(),
  outcome: z.enum(["made", "failed"]),
  /** ARN of the point. */
  point: z.string().optional(),
  /** Jobs that were started for it. */
  attempts: z.int(),
  problem: RunProblem.optional(),
  /** For people: what is to be known of a point that was made, such as what AWS left out. */
  remarks: z.array(z.string()),
});
export type BackupReport = z.output<typeof BackupReport>;
