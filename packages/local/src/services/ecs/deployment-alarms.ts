import { asEcs, type Environment } from "./environment.ts";
import { failDeployment } from "./failed-deployment.ts";
import type { ServiceState } from "./state.ts";

/** Whether alarms can fail the newest deployment. */
export function isWatched({ deployments, settings }: ServiceState): boolean {
  const [primary] = deployments;
  return settings.alarms.enable && primary?.rolloutState === "IN_PROGRESS" && primary.alarms !== "unwatched";
}

/**
 * Fails the newest deployment when one of the service's alarms goes into ALARM while it is under way. Alarms that were
 * in ALARM when it began are not watched: it may well be what mends them (as on AWS).
 */
export async function watchAlarms(environment: Environment, service: ServiceState): Promise<void> {
  const [primary] = service.deployments;
  const { alarmNames, rollback } = service.settings.alarms;
  if (!primary || !isWatched(service)) return;
  const { MetricAlarms = [], CompositeAlarms = [] } = await environment.world.call(
    "monitoring",
    "DescribeAlarms",
    { AlarmNames: [...alarmNames], AlarmTypes: ["MetricAlarm", "CompositeAlarm"] },
    asEcs(service.region),
  );
  const ringing = [...MetricAlarms, ...CompositeAlarms].filter(({ StateValue }) => StateValue === "ALARM");
  if (primary.alarms === undefined) {
    primary.alarms = ringing.length > 0 ? "unwatched" : "watched";
    const spans = MetricAlarms.map(({ Period = 60, EvaluationPeriods = 1 }) => Period * EvaluationPeriods);
    primary.bakeMs = ringing.length > 0 ? 0 : Math.max(0, ...spans) * 1000;
    return;
  }
  if (ringing.length === 0) return;
  primary.triggeredAlarms = ringing.flatMap(({ AlarmName }) => AlarmName ?? []);
  failDeployment(environment, service, primary, {
    by: "ECS deployment failed",
    why: "alarm detected.",
    rollback,
  });
}
