import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { findCluster, findService } from "./arns.ts";
import { describeService } from "./describe-services.ts";
import type { Environment } from "./environment.ts";
import type { RegionState } from "./state.ts";
import { supersede } from "./superseded.ts";

/** The service drains: its tasks stop as in a scale-in, and INACTIVE it is when the last has. */
export function deleteService(
  environment: Environment,
  state: RegionState,
  input: Input<"ecs", "DeleteService">,
): Output<"ecs", "DeleteService"> {
  const service = findService(findCluster(state, input.cluster), input.service);
  if (service.desiredCount > 0 && !input.force)
    throw new AwsError(
      "InvalidParameterException",
      "The service cannot be stopped while it is scaled above 0.",
    );
  service.desiredCount = 0;
  service.steady = false;
  supersede(environment, service);
  service.status = "DRAINING";
  service.pulse.beat();
  return { service: describeService(service) };
}
