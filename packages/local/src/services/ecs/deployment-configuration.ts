import type { DeploymentConfiguration } from "@aws-sdk/client-ecs";
import { AwsError } from "../error.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";

export interface DeploymentLimits {
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/** AWS's defaults for a rolling deployment of a replica service. */
const defaults: DeploymentLimits = { minimumHealthyPercent: 100, maximumPercent: 200 };

/** Reads the limits of a rolling deployment; what else AWS has (circuit breaker, alarms, other strategies) is refused when on. */
export function readLimits(
  operation: string,
  asked: DeploymentConfiguration | undefined,
  present: DeploymentLimits = defaults,
): DeploymentLimits {
  if (!asked) return present;
  const { deploymentCircuitBreaker, alarms, strategy, bakeTimeInMinutes, ...rest } = asked;
  refuseUnsupported(operation, rest, ["maximumPercent", "minimumHealthyPercent"]);
  if (deploymentCircuitBreaker?.enable)
    throw unsupported(operation, "deploymentConfiguration.deploymentCircuitBreaker");
  if (alarms?.enable) throw unsupported(operation, "deploymentConfiguration.alarms");
  if (strategy !== undefined && strategy !== "ROLLING")
    throw unsupported(operation, `deploymentConfiguration.strategy ${strategy}`);
  if (bakeTimeInMinutes) throw unsupported(operation, "deploymentConfiguration.bakeTimeInMinutes");
  const limits = {
    minimumHealthyPercent: asked.minimumHealthyPercent ?? present.minimumHealthyPercent,
    maximumPercent: asked.maximumPercent ?? present.maximumPercent,
  };
  if (limits.maximumPercent < 100 || limits.maximumPercent < limits.minimumHealthyPercent)
    throw invalid("maximumPercent must be at least 100 and at least minimumHealthyPercent.");
  if (limits.minimumHealthyPercent < 0) throw invalid("minimumHealthyPercent must not be negative.");
  // With both at 100 nothing may be stopped before something was started, and the reverse.
  if (limits.maximumPercent === 100 && limits.minimumHealthyPercent === 100)
    throw invalid(
      "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.",
    );
  return limits;
}

export const describeLimits = (limits: DeploymentLimits): DeploymentConfiguration => ({
  deploymentCircuitBreaker: { enable: false, rollback: false },
  ...limits,
  strategy: "ROLLING",
  bakeTimeInMinutes: 0,
});

const invalid = (message: string): AwsError => new AwsError("InvalidParameterException", message);
