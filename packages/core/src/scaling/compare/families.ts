import { awsLikeFloor } from "../peers/aws-like-floor.ts";
import { kedaLike } from "../peers/keda-like.ts";
import { staticFleet } from "../peers/static-fleet.ts";
import { targetTracking20, targetTracking60 } from "../peers/target-tracking.ts";
import type { PolicyFamily } from "../policy.ts";

/** What a team may have today. */
export const peers: readonly PolicyFamily[] = [
  kedaLike,
  targetTracking20,
  targetTracking60,
  awsLikeFloor,
  staticFleet,
];
