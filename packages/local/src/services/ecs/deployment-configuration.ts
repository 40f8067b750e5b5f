import type { DeploymentConfiguration } from "@aws-sdk/client-ecs";
import { AwsError } from "../error.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";

export interface DeploymentLimits {
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/** How a service's deployments go, and what ends one that goes wrong. */
export interface DeploymentSettings extends DeploymentLimits {
  readonly circuitBreaker: { readonly enable: boolean; readonly rollback: boolean };
  readonly alarms: {
    readonly alarmNames: readonly string[];
    readonly enable: boolean;
    readonly rollback: boolean;
  };
}

/** AWS's defaults for a rolling deployment of a replica service. */
const defaults: DeploymentSettings = {
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  circuitBreaker: { enable: false, rollback: false },
  alarms: { alarmNames: [], enable: false, rollback: false },
};

/** Reads how rolling deployments shall go; other strategies and their hooks are refused. */
export function readSettings(
  operation: string,
  asked: DeploymentConfiguration | undefined,
  present: DeploymentSettings = defaults,
): DeploymentSettings {
  if (!asked) return present;
  const { deploymentCircuitBreaker, alarms, strategy, bakeTimeInMinutes, ...rest } = asked;
  refuseUnsupported(operation, rest, ["maximumPercent", "minimumHealthyPercent"]);
  if (strategy !== undefined && strategy !== "ROLLING")
    throw unsupported(operation, `deploymentConfiguration.strategy ${strategy}`);
  if (bakeTimeInMinutes) throw unsupported(operation, "deploymentConfiguration.bakeTimeInMinutes");
  const { enable = false, rollback = false } = deploymentCircuitBreaker ?? present.circuitBreaker;
  const settings: DeploymentSettings = {
    minimumHealthyPercent: asked.minimumHealthyPercent ?? present.minimumHealthyPercent,
    maximumPercent: asked.maximumPercent ?? present.maximumPercent,
    circuitBreaker: { enable, rollback },
    alarms: alarms
      ? {
          alarmNames: alarms.alarmNames ?? [],
          enable: alarms.enable ?? false,
          rollback: alarms.rollback ?? false,
        }
      : present.alarms,
  };
  check(settings);
  return settings;
}

function check({ maximumPercent, minimumHealthyPercent, alarms }: DeploymentSettings): void {
  if (maximumPercent < 100 || maximumPercent < minimumHealthyPercent)
    throw invalid("maximumPercent must be at least 100 and at least minimumHealthyPercent.");
  if (minimumHealthyPercent < 0) throw invalid("minimumHealthyPercent must not be negative.");
  // With both at 100 nothing may be stopped before something was started, and the reverse.
  if (maximumPercent === 100 && minimumHealthyPercent === 100)
    throw invalid(
      "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.",
    );
  if (alarms.enable && alarms.alarmNames.length === 0)
    throw invalid("alarmNames must not be empty when deployment alarms are enabled.");
}

export const describeSettings = ({
  circuitBreaker,
  alarms,
  minimumHealthyPercent,
  maximumPercent,
}: DeploymentSettings): DeploymentConfiguration => ({
  deploymentCircuitBreaker: circuitBreaker,
  maximumPercent,
  minimumHealthyPercent,
  ...(alarms.alarmNames.length > 0 && { alarms: { ...alarms, alarmNames: [...alarms.alarmNames] } }),
  strategy: "ROLLING",
  bakeTimeInMinutes: 0,
});

const invalid = (message: string): AwsError => new AwsError("InvalidParameterException", message);
