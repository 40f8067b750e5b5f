/** What the matrices of a failover have in common. */

export const byAlarm = { reason: "primary_region_unavailable", requestedBy: "alarm" };

/** Of one that leaves a lost region. */
export const lostStates = [
  "Decide",
  "ClaimEpoch",
  "FreezeReleases",
  "PromoteDatabase",
  "AwaitDatabase",
  "RotateCredentials",
  "FilesWritable",
  "ScaleServices",
  "AwaitServices",
  "VerifyFunctionality",
  "TurnTraffic",
  "WatchTraffic",
  "Report",
];

/** Those of a planned one that differ from it, or meet another state of the world. */
export const plannedStates = ["ClaimEpoch", "TurnAhead", "PromoteDatabase", "AwaitDatabase", "TurnTraffic"];

/** Before there is a lock, with it, while users are turned, and when it is about to be given back. */
const meetsAlarm = ["Decide", "ClaimEpoch", "TurnTraffic", "Report"];

/** Why a visit needs no fault of this kind; undefined: it does. */
export function sparedOf(state: string, fault: string, isLast: boolean): string | undefined {
  if (fault === "repeated-event" && !meetsAlarm.includes(state))
    return "the alarm finds the lock taken, whichever act it comes in";
  return isLast ? "it meets the step as it has met the first visit" : undefined;
}
