import type { ConfigurationParts } from "@signalbox/core/backup/configuration/document";
import { ecsServicesOf } from "@signalbox/core/platform/platform";
import { readServices } from "../aws/service.ts";
import { readRegistrable } from "../aws/task-definition.ts";
import type { FunctionContext } from "../context.ts";

/** The task definition that each service of the region runs, by the service's name. */
export async function readTaskDefinitions({
  aws,
  platform,
}: Pick<FunctionContext, "aws" | "platform">): Promise<ConfigurationParts["taskDefinitions"]> {
  const found: ConfigurationParts["taskDefinitions"] = {};
  for (const group of platform.groups) {
    const services = ecsServicesOf(group);
    const state = await readServices(aws.ecs, group.cluster, services);
    for (const service of services) {
      const { taskDefinition: arn } = state(service);
      const { family = "", containerDefinitions = [], ...content } = await readRegistrable(aws.ecs, arn);
      found[service] = {
        arn,
        cluster: group.cluster,
        content: {
          ...content,
          family,
          containerDefinitions: containerDefinitions.map((one) => ({ ...one })),
        },
      };
    }
  }
  return found;
}
