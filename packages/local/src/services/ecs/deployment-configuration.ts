import type { DeploymentConfiguration } from "@aws-sdk/client-ecs";
import { AwsError } from "../error.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { describeHook, type LifecycleHook, readHooks } from "./lifecycle-hooks.ts";

export interface DeploymentLimits {
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/** How a service's deployments go, and what ends one that goes wrong. */
export interface DeploymentSettings extends DeploymentLimits {
  readonly strategy: "ROLLING" | "BLUE_GREEN";
  /** Of blue-green: how long both revisions run once production traffic has shifted. */
  readonly bakeMinutes: number;
  readonly hooks: readonly LifecycleHook[];
  readonly circuitBreaker: { readonly enable: boolean; readonly rollback: boolean };
  readonly alarms: {
    readonly alarmNames: readonly string[];
    readonly enable: boolean;
    readonly rollback: boolean;
  };
}

/** AWS's defaults for a rolling deployment of a replica service. */
const defaults: DeploymentSettings = {
  strategy: "ROLLING",
  bakeMinutes: 0,
  hooks: [],
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  circuitBreaker: { enable: false, rollback: false },
  alarms: { alarmNames: [], enable: false, rollback: false },
};

/** AWS's range: a day. */
const mostBakeMinutes = 1440;

/** Reads how deployments shall go: rolling or blue-green. What is not asked for stays as it is. */
export function readSettings(
  operation: string,
  asked: DeploymentConfiguration | undefined,
  present: DeploymentSettings = defaults,
): DeploymentSettings {
  if (!asked) return present;
  const { deploymentCircuitBreaker, alarms, bakeTimeInMinutes, lifecycleHooks, ...rest } = asked;
  refuseUnsupported(operation, rest, ["maximumPercent", "minimumHealthyPercent", "strategy"]);
  const { strategy = present.strategy } = asked;
  if (strategy !== "ROLLING" && strategy !== "BLUE_GREEN")
    throw unsupported(operation, `deploymentConfiguration.strategy ${strategy}`);
  const rolling = strategy === "ROLLING";
  if (rolling && bakeTimeInMinutes) throw unsupported(operation, "deploymentConfiguration.bakeTimeInMinutes");
  if (!rolling && present.strategy === "ROLLING" && bakeTimeInMinutes === undefined)
    throw invalid("bakeTimeInMinutes must be provided with the BLUE_GREEN deployment strategy.");
  const hooks = lifecycleHooks ? readHooks(operation, lifecycleHooks) : present.hooks;
  if (rolling && hooks.length > 0)
    throw unsupported(operation, "deploymentConfiguration.lifecycleHooks with the strategy ROLLING");
  const { enable = false, rollback = false } = deploymentCircuitBreaker ?? present.circuitBreaker;
  const settings: DeploymentSettings = {
    strategy,
    bakeMinutes: rolling ? 0 : (bakeTimeInMinutes ?? present.bakeMinutes),
    hooks,
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

function check({ maximumPercent, minimumHealthyPercent, alarms, bakeMinutes }: DeploymentSettings): void {
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
  if (!Number.isInteger(bakeMinutes) || bakeMinutes < 0 || bakeMinutes > mostBakeMinutes)
    throw invalid(`bakeTimeInMinutes must be between 0 and ${mostBakeMinutes}.`);
}

export const describeSettings = ({
  strategy,
  bakeMinutes,
  hooks,
  circuitBreaker,
  alarms,
  minimumHealthyPercent,
  maximumPercent,
}: DeploymentSettings): DeploymentConfiguration => ({
  deploymentCircuitBreaker: circuitBreaker,
  maximumPercent,
  minimumHealthyPercent,
  ...(alarms.alarmNames.length > 0 && { alarms: { ...alarms, alarmNames: [...alarms.alarmNames] } }),
  strategy,
  bakeTimeInMinutes: bakeMinutes,
  ...(hooks.length > 0 && { lifecycleHooks: hooks.map(describeHook) }),
});

const invalid = (message: string): AwsError => new AwsError("InvalidParameterException", message);
