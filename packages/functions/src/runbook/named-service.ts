import { suggestion } from "@signalbox/core/closest";
import { NamedError } from "@signalbox/core/error";
import { type ReleaseGroup, sides } from "@signalbox/core/platform/platform";
import { z } from "zod";
import { readServices } from "../aws/service.ts";
import type { FunctionContext } from "../context.ts";
import type { Running } from "../restart/replace-tasks.ts";

export const serviceName = z
  .string()
  .min(1)
  .meta({ description: "the service, as the configuration names it" });

/** The group that a service of the catalogue is released in. Throws `Runbook.UnknownService`. */
export function groupOf({ platform }: Pick<FunctionContext, "platform">, name: string): ReleaseGroup {
  const found = platform.groups.find(({ services }) => services.some((one) => one.name === name));
  if (found) return found;
  const known = platform.groups.flatMap(({ services }) => services.map((one) => one.name));
  throw new NamedError(
    "Runbook.UnknownService",
    `the platform has no service ${name}: ${suggestion(name, known)}`,
  );
}

/** Its ECS services that run tasks: the idle side of a canary runs none. */
export async function runningOf(
  { aws }: Pick<FunctionContext, "aws">,
  group: ReleaseGroup,
  name: string,
): Promise<Running[]> {
  const services = ecsServices(group, name);
  const state = await readServices(aws.ecs, group.cluster, services);
  return services
    .map((service) => ({ group, service, desiredCount: state(service).desiredCount }))
    .filter(({ desiredCount }) => desiredCount > 0);
}

const ecsServices = (group: ReleaseGroup, name: string): string[] =>
  group.strategy === "canary"
    ? group.services
        .filter((one) => one.name === name)
        .flatMap((one) => sides.map((side) => one.sides[side].service))
    : group.services.filter((one) => one.name === name).map(({ service }) => service);
