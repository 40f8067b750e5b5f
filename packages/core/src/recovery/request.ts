import { z } from "zod";

/** Harm that every replica carries as well; nothing but an older state is free of it. */
export const harms = ["database_corruption", "security_incident"] as const;

/** What a recovery is asked for, in the region that writes. */
export const RecoveryRequest = z.strictObject({
  reason: z.enum(harms).meta({
    description:
      "database_corruption: the database comes back; security_incident: secrets, configuration, database and files come back, the database's password changes twice, all tasks are replaced",
  }),
  time: z.iso
    .datetime()
    .meta({ description: "a moment before the harm began, in UTC; what was written since is lost" }),
  requestedBy: z.string().min(1).max(100).meta({ description: "who asks for it" }),
  dryRun: z
    .boolean()
    .default(false)
    .meta({ description: "only says what would be done and lost, or why it would be refused" }),
});
export type RecoveryRequest = z.output<typeof RecoveryRequest>;

/** What a person says when users are to be let back, as the function `decide-recovery` takes it. */
export const RecoveryChoice = z.strictObject({
  run: z.string().min(1).meta({ description: "the recovery, by its name" }),
  action: z.enum(["approve", "abort"]).meta({
    description: "approve: users are let back, releases may begin; abort: all stays as it is",
  }),
  reason: z.string().min(1).meta({ description: "why, for the report" }),
  by: z.string().min(1).meta({ description: "who says so" }),
});
export type RecoveryChoice = z.output<typeof RecoveryChoice>;
