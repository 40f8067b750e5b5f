import { turnBackOf } from "@signalbox/core/release/rolling/turn-back";
import { readServices } from "../../aws/service.ts";
import { type Deployed, readOngoing } from "../../aws/service-deployment.ts";
import { countHealthy } from "../../aws/target-health.ts";
import type { FunctionContext } from "../../context.ts";
import type { ReleasedService } from "./group.ts";

/** A service on its way back to stable, and what brings it there. */
export interface Returning {
  readonly service: ReleasedService;
  readonly turnBack: ReturnType<typeof turnBackOf>;
  readonly ongoing: Deployed | undefined;
  readonly desiredCount: number;
  /** For people. */
  readonly sentence: string;
}

/** Looks how far each service is on its way back. */
export async function lookBack(
  { aws }: Pick<FunctionContext, "aws">,
  cluster: string,
  services: readonly ReleasedService[],
): Promise<Returning[]> {
  const state = await readServices(
    aws.ecs,
    cluster,
    services.map(({ service }) => service),
  );
  const returning: Returning[] = [];
  for (const each of services) {
    const { desiredCount, runningCount, taskDefinition, onlyThisDefinition } = state(each.service);
    const [ongoing] = await readOngoing(aws.ecs, cluster, each.service);
    const healthy =
      each.targetGroupArn === undefined
        ? runningCount
        : await countHealthy(aws.elasticLoadBalancing, each.targetGroupArn);
    const turnBack = turnBackOf({
      stable: each.stableTaskDefinition,
      taskDefinition,
      ongoing: ongoing && {
        taskDefinition: ongoing.taskDefinition,
        status: ongoing.deployment.status ?? "PENDING",
      },
      steady: onlyThisDefinition && Math.min(runningCount, healthy) >= desiredCount,
    });
    const deployment = ongoing ? `, deployment ${ongoing.deployment.status}` : "";
    const sentence = `${each.service} wants ${desiredCount} task(s) of ${taskDefinition}, runs ${runningCount}, ${healthy} healthy${deployment}`;
    returning.push({ service: each, turnBack, ongoing, desiredCount, sentence });
  }
  return returning;
}
