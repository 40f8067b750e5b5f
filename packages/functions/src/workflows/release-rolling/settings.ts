import type { DeploymentAlarms, DeploymentConfiguration } from "@aws-sdk/client-ecs";
import { maximumPercent } from "@signalbox/core/release/rolling/surge";

/** One task more than wanted, and never one fewer that is healthy. */
const oneMore = (tasks: number): DeploymentConfiguration => ({
  strategy: "ROLLING",
  minimumHealthyPercent: 100,
  maximumPercent: maximumPercent(tasks),
});

/** What is left out stays as it is, so that alarms are turned off by name: https://github.com/aws/copilot-cli/pull/4565 */
const watching = (alarms: readonly string[]): DeploymentAlarms => ({
  alarmNames: [...alarms],
  enable: alarms.length > 0,
  rollback: alarms.length > 0,
});

/** How a candidate takes over a service of so many tasks: ECS itself goes back when its tasks fail or an alarm goes off. */
export const forward = (tasks: number, alarms: readonly string[]): DeploymentConfiguration => ({
  ...oneMore(tasks),
  deploymentCircuitBreaker: { enable: true, rollback: true },
  alarms: watching(alarms),
});

/**
 * How stable takes a service over again. ECS must not go back from there: the last deployment that it completed may be the
 * candidate's, and the alarm that speaks against that may still ring.
 */
export const backward = (tasks: number): DeploymentConfiguration => ({
  ...oneMore(tasks),
  deploymentCircuitBreaker: { enable: true, rollback: false },
  alarms: watching([]),
});
