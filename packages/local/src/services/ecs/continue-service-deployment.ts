import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { endHook } from "./blue-green/end-hook.ts";
import { isShifting } from "./blue-green/shifting.ts";
import type { Environment } from "./environment.ts";
import { findDeployment } from "./find-deployment.ts";
import type { RegionState } from "./state.ts";
import { isOngoing } from "./superseded.ts";

/** Answers a pause hook. The sentences are AWS's, .../developerguide/troubleshooting-blue-green.html */
export function continueServiceDeployment(
  environment: Environment,
  state: RegionState,
  { serviceDeploymentArn, hookId = "", action = "CONTINUE" }: Input<"ecs", "ContinueServiceDeployment">,
): Output<"ecs", "ContinueServiceDeployment"> {
  if (action !== "CONTINUE" && action !== "ROLLBACK")
    throw invalid("Invalid action. Valid values are: CONTINUE, ROLLBACK");
  if (!/^ecs-[a-z]+-[\w-]+$/.test(hookId))
    throw invalid("Invalid hookId: hookId must follow the format: ecs-{hookType}-{id}");
  const { deployment, service } = findDeployment(state, serviceDeploymentArn);
  if (!isOngoing(deployment))
    throw invalid(
      "Continuing a service deployment is not allowed for service deployment in terminal states.",
    );
  const hook = isShifting(deployment) && deployment.lifecycle.hooks.find(({ id }) => id === hookId);
  if (!hook || !isShifting(deployment) || hook.status !== "AWAITING_ACTION")
    throw invalid(
      "Provided hookId is either completed, unavailable, or not associated with the given Resource ARN",
    );
  endHook(environment, service, deployment, hook, action === "CONTINUE" ? "SUCCEEDED" : "FAILED");
  if (action === "ROLLBACK") deployment.status = "ROLLBACK_REQUESTED";
  service.pulse.beat();
  return { serviceDeploymentArn };
}

const invalid = (message: string): AwsError => new AwsError("InvalidParameterException", message);
