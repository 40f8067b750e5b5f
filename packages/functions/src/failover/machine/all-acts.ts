import { awaitDatabase } from "../steps/await-database.ts";
import { awaitServices } from "../steps/await-services.ts";
import { filesWritable } from "../steps/files-writable.ts";
import { freezeReleases } from "../steps/freeze-releases.ts";
import { promoteDatabase } from "../steps/promote-database.ts";
import { rotateCredentials } from "../steps/rotate-credentials.ts";
import { scaleServices } from "../steps/scale-services.ts";
import { turnTraffic } from "../steps/turn-traffic.ts";
import { verifyFunctionality } from "../steps/verify-functionality.ts";
import { watchTraffic } from "../steps/watch-traffic.ts";
import type { Act } from "./acts.ts";

/** Acts under the names of their steps. */
export const named = (acts: readonly Omit<Act, "name">[]): Act[] =>
  acts.map((act) => ({ ...act, name: act.step.name }));

/** Before anybody waits for the lease; the platform serves without it. */
export const held: readonly Act[] = named([
  { step: freezeReleases, seconds: 5, most: 3, overdue: "Failover.NotServing", skips: true as const },
]);

/** From the database to the users, in that order: whoever comes last finds all before it. */
export const acts: readonly Act[] = named([
  // A move that somebody else began comes to its end first, or is cancelled: RDS takes one at a time.
  { step: promoteDatabase, seconds: 5, most: 180, overdue: "Failover.NotPromoted" },
  {
    step: awaitDatabase,
    seconds: 5,
    most: 180,
    overdue: "Failover.NotPromoted",
    again: promoteDatabase.name,
  },
  { step: rotateCredentials, seconds: 5, most: 24, overdue: "Failover.NotServing", skips: true as const },
  { step: filesWritable, seconds: 10, most: 60, overdue: "Failover.NotServing", skips: true as const },
  { step: scaleServices, seconds: 5, most: 12, overdue: "Failover.ServicesNotUp" },
  {
    step: awaitServices,
    seconds: 5,
    most: 180,
    overdue: "Failover.ServicesNotUp",
    again: scaleServices.name,
  },
  { step: verifyFunctionality, seconds: 5, most: 60, overdue: "Failover.NotServing" },
  { step: turnTraffic, seconds: 5, most: 12, overdue: "Failover.NotServing" },
  { step: watchTraffic, seconds: 20, most: 15, overdue: "Failover.NoTraffic", skips: true as const },
]);
