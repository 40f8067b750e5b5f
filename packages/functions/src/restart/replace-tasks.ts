import {
  DescribeServicesCommand,
  type NetworkConfiguration,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from "@aws-sdk/client-ecs";
import { NamedError } from "@signalbox/core/error";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import type { Clients } from "../aws/clients.ts";

/** An ECS service that runs tasks. */
export interface Running {
  readonly group: ReleaseGroup;
  /** As ECS names it. */
  readonly service: string;
  readonly desiredCount: number;
}

export interface Progress {
  /** It has none but new tasks, and ECS finds them steady; they come up; or nobody has asked for them yet. */
  readonly progress: "serves" | "starting" | "stale";
  /** New tasks that run now. */
  readonly running: number;
}

/**
 * How far a service is with new tasks: those that were made after `since` (milliseconds since 1970). Throws
 * `Backup.NotServing` where ECS has given up.
 */
export async function progressOf(
  { ecs }: Clients,
  { group: { cluster }, service, desiredCount }: Running,
  since: number,
): Promise<Progress> {
  const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  const { deployments: [primary, ...others] = [], runningCount = 0 } = services[0] ?? {};
  if (!primary || (primary.createdAt?.getTime() ?? 0) < since) return { progress: "stale", running: 0 };
  if (primary.rolloutState === "FAILED")
    throw new NamedError(
      "Backup.NotServing",
      `${service}: ${primary.rolloutStateReason ?? "no reason given"}`,
    );
  const isSteady =
    primary.rolloutState === "COMPLETED" && others.length === 0 && runningCount >= desiredCount;
  return { progress: isSteady ? "serves" : "starting", running: primary.runningCount ?? 0 };
}

/** Has ECS replace the tasks of a service by new ones of what it runs already; where they stood, unless `network` says where. */
export async function replaceTasks(
  { ecs }: Clients,
  { group, service }: Pick<Running, "group" | "service">,
  networkConfiguration?: NetworkConfiguration,
): Promise<void> {
  await ecs.send(
    new UpdateServiceCommand({
      cluster: group.cluster,
      service,
      forceNewDeployment: true,
      networkConfiguration,
      // Those of the last release would wait for that release to let them go on.
      ...(group.strategy === "blue-green" && { deploymentConfiguration: withoutPauses }),
    }),
  );
}

const withoutPauses = {
  strategy: "BLUE_GREEN",
  bakeTimeInMinutes: 0,
  lifecycleHooks: [],
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  deploymentCircuitBreaker: { enable: true, rollback: true },
  alarms: { alarmNames: [], enable: false, rollback: false },
} satisfies UpdateServiceCommandInput["deploymentConfiguration"];
