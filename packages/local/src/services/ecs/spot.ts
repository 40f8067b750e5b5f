import type { AwsEvent } from "../../world/world.ts";
import type { Environment } from "./environment.ts";
import { note } from "./events.ts";
import { type RegionState, tasksOf } from "./state.ts";
import { requestStop } from "./task-run.ts";

const digits = 17;

/** There is no EC2 here: each task has an instance to itself, named after it. */
export const instanceOf = (taskArn: string): string =>
  `i-${taskArn.slice(taskArn.lastIndexOf("/") + 1).slice(0, digits)}`;

/**
 * Drains an instance that EC2 warns of, as capacity providers with managed draining do: its task leaves the load balancer and is replaced at
 * once, and what streams in it has the two minutes until the instance ends.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instance-draining.html
 */
export function heedWarning(
  environment: Environment,
  regions: readonly RegionState[],
  event: AwsEvent,
): void {
  if (event.source !== "aws.ec2" || event["detail-type"] !== "EC2 Spot Instance Interruption Warning") return;
  const [resource = ""] = event.resources;
  const instance = resource.slice(resource.lastIndexOf("/") + 1);
  const services = regions
    .filter(({ region }) => region === event.region)
    .flatMap(({ clusters }) => [...clusters.values()].flatMap((cluster) => [...cluster.services.values()]));
  for (const service of services)
    for (const task of tasksOf(service).filter(({ arn }) => instanceOf(arn) === instance)) {
      note(
        environment,
        service,
        `has begun to drain (task ${task.id}): its instance ${instance} is taken back.`,
      );
      requestStop(environment, task, {
        code: "SpotInterruption",
        reason: `Host EC2 (instance ${instance}) termination notice.`,
        drain: true,
      });
    }
}
