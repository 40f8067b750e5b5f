import type { Config } from "../config/config.ts";
import { burnRates } from "../observability/burn-rate.ts";
import { watchedFrom } from "../observability/region-down.ts";
import { verificationAlarms } from "../observability/verification-alarms.ts";
import { heldServices } from "../scaling/hold/holders.ts";
import type { Registry } from "./registry.ts";

/** Alarms of a region, and the metrics that they read: CloudWatch bills an alarm for each metric of its expression. */
export function alarmsOf(
  config: Config,
  region: Config["regions"][number],
  { workflows, functions }: Registry,
  deadLetterQueues: number,
): { metricAlarms: number; alarmMetrics: number; compositeAlarms: number } {
  const { role } = region;
  const counted = config.observability.containerInsights !== "disabled";
  const others = config.regions.length - 1;
  let single =
    deadLetterQueues +
    // Latency; two for each load balancer.
    5 +
    // Of the database; a replica's lag behind another region.
    5 +
    (others > 0 && role !== "primary" ? 1 : 0) +
    3 * (config.data.cache.replicas + 1) +
    2 * (workflows.length + functions.length) +
    2 * workflows.length +
    verificationAlarms(config, region).length +
    // The dead man's alarm of backups.
    (region.role === "primary" ? 1 : 0) +
    (config.nightShutdown ? 0 : 1) +
    // Traffic turned away from each other region.
    (config.edge.routingControls ? 0 : others) +
    // What each observer says of each other region.
    watchedFrom(config, region.region).reduce((sum, { observers }) => sum + observers.length, 0) +
    // Whether it could take over.
    (others > 0 ? 1 : 0);
  let ofTwo = 0;
  for (const { group, route } of Object.values(config.services)) {
    const strategy = config.groups[group]?.strategy;
    const groups = route.kind === "service-connect" ? 0 : strategy === "rolling" ? 1 : 2;
    const ecsServices = strategy === "canary" ? 2 : 1;
    // Errors and unhealthy targets of each target group; crashes of each ECS service.
    single += 2 * groups + ecsServices;
    // Tasks that run and tasks that should.
    if (counted) ofTwo += ecsServices;
  }
  // Of planned services: two that tell people, one of two metrics, and those that ask the planner at once. Every ten seconds cost three
  // times as much as every minute: https://aws.amazon.com/cloudwatch/pricing/
  let fast = 0;
  for (const [name, { owner, engine }] of Object.entries(config.inference.services)) {
    single += 2;
    if (owner === "planner") ofTwo += 1;
    const group = config.services[name]?.group ?? "";
    fast += (config.groups[group]?.strategy === "canary" ? 2 : 1) * (engine === "vllm" ? 2 : 1);
  }
  // Of holders: one that asks the planner at once, and two that tell people.
  const held = heldServices(config).length;
  fast += held;
  single += 2 * held;
  // Requests, and errors of targets and of the load balancer: two windows of each burn rate, and what stops a drill.
  const ofThree = 2 * burnRates.length + (config.features.chaos ? 1 : 0);
  return {
    metricAlarms: single + fast + ofTwo + ofThree,
    // What a holder knows of is taken off the internal load balancer's errors.
    alarmMetrics: single + 3 * fast + 2 * ofTwo + 3 * ofThree + held,
    compositeAlarms: burnRates.length + 1 + (others > 0 ? 1 : 0),
  };
}
