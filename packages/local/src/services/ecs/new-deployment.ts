import type { DeploymentState } from "./state.ts";

type Given = Pick<
  DeploymentState,
  "id" | "definition" | "settings" | "network" | "createdAt" | "loadBalancers" | "status" | "rolloutState"
> &
  Partial<Pick<DeploymentState, "sources" | "lifecycle">>;

/** A deployment as it begins. Tasks of RunTask hang on one too, which nobody lists. */
export const newDeployment = (given: Given): DeploymentState => ({
  sources: [],
  lifecycle: undefined,
  ...given,
  updatedAt: given.createdAt,
  rolloutReason: "",
  statusReason: undefined,
  stopRequest: undefined,
  failedTasks: 0,
  digest: undefined,
  alarms: undefined,
  triggeredAlarms: [],
  bakeMs: 0,
  bakesUntil: undefined,
  finishedAt: undefined,
  rollback: undefined,
});
