/** The stages of a blue-green deployment in order, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html */
const stages: readonly string[] = [
  "RECONCILE_SERVICE",
  "PRE_SCALE_UP",
  "SCALE_UP",
  "POST_SCALE_UP",
  "TEST_TRAFFIC_SHIFT",
  "POST_TEST_TRAFFIC_SHIFT",
  "PRE_PRODUCTION_TRAFFIC_SHIFT",
  "PRODUCTION_TRAFFIC_SHIFT",
  "POST_PRODUCTION_TRAFFIC_SHIFT",
  "BAKE_TIME",
  "CLEAN_UP",
];

/** The stages at which a deployment pauses until the release lets it go on. */
export const pauseStages = {
  /** Test traffic is on the candidate, users are on stable. */
  preview: "POST_TEST_TRAFFIC_SHIFT",
  /** Users are on the candidate, stable still runs whole. */
  shifted: "POST_PRODUCTION_TRAFFIC_SHIFT",
} as const;

export type Pause = keyof typeof pauseStages;

/** What ECS says of a deployment. */
export interface SeenDeployment {
  /** ServiceDeploymentStatus. */
  readonly status: string;
  /** ServiceDeploymentLifecycleStage; absent until the first one. */
  readonly stage?: string | undefined;
  /** Whether a PAUSE hook awaits its answer. */
  readonly waits: boolean;
}

/**
 * Where a deployment is as seen from a pause: `before` it, `at` it, or `past` it; `back` once ECS takes it back or has
 * stopped it, for whatever reason. A deployment in the pause's stage of which no hook waits is about to enter the pause or to
 * leave it, and is not past it yet.
 */
export type Place = "before" | "at" | "past" | "back";

export function placeOf({ status, stage, waits }: SeenDeployment, pause: Pause): Place {
  if (status === "SUCCESSFUL") return "past";
  if (status !== "PENDING" && status !== "IN_PROGRESS") return "back";
  const wanted = pauseStages[pause];
  if (stage === wanted) return waits ? "at" : "before";
  return stages.indexOf(stage ?? "") > stages.indexOf(wanted) ? "past" : "before";
}

/** How far a deployment is on its way back. */
export type WayBack = "not-begun" | "going" | "back" | "impossible";

/**
 * `impossible`: ECS has ended it with the candidate in place, has failed to take it back, or was told to leave all as it
 * was. Then only another deployment, by a person, leads back.
 */
export function wayBackOf({ status }: Pick<SeenDeployment, "status">): WayBack {
  switch (status) {
    case "PENDING":
    case "IN_PROGRESS":
      return "not-begun";
    case "ROLLBACK_REQUESTED":
    case "ROLLBACK_IN_PROGRESS":
      return "going";
    case "ROLLBACK_SUCCESSFUL":
      return "back";
    default:
      return "impossible";
  }
}
