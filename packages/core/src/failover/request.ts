import { z } from "zod";

/** Why a region is left; the first two move the platform, the others never promote a replica. */
export const failoverReasons = [
  "primary_region_unavailable",
  "planned_maintenance",
  "database_corruption",
  "security_incident",
] as const;
export const FailoverReason = z.enum(failoverReasons);

/** Replicas carry these as well: what is restored is older than the harm, and a person agrees to it. */
export const wayOfHarm: Readonly<Record<string, string>> = {
  database_corruption:
    "the replicas carry the corruption too: start `recover-from-harm` in the region that writes, with a moment before it began",
  security_incident:
    "the replicas carry whatever the intruder did: start `recover-from-harm` in the region that writes, with a moment before they came in",
};

/** What a failover is asked for, in the region that is to take over. */
export const FailoverRequest = z.strictObject({
  reason: FailoverReason.meta({
    description:
      "why the region is left; only planned_maintenance waits for the last write, only primary_region_unavailable leaves a lost region",
  }),
  requestedBy: z.string().min(1).meta({ description: "who asks for it" }),
  dryRun: z
    .boolean()
    .default(false)
    .meta({ description: "only says what would be done, and what speaks against it" }),
});
export type FailoverRequest = z.output<typeof FailoverRequest>;

/** What a failback is asked for, in the region that users come back to. */
export const FailbackRequest = FailoverRequest.omit({ reason: true });
export type FailbackRequest = z.output<typeof FailbackRequest>;
