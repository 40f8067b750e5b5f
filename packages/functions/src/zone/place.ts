import { suggestion } from "@signalbox/core/closest";
import { NamedError } from "@signalbox/core/error";
import { ecsServicesOf, type ReleaseGroup } from "@signalbox/core/platform/platform";
import { readNetworks, type ServiceNetwork } from "../aws/service-network.ts";
import type { FunctionContext } from "../context.ts";

/** The subnet that tasks have in a zone. Throws `Runbook.UnknownZone`. */
export function subnetIn({ platform }: Pick<FunctionContext, "platform">, zone: string): string {
  const { subnets = {}, region } = platform;
  const subnet = subnets[zone];
  if (subnet !== undefined) return subnet;
  throw new NamedError(
    "Runbook.UnknownZone",
    `the platform in ${region} has no zone ${zone}: ${suggestion(zone, Object.keys(subnets))}`,
  );
}

/** The groups by their names, or all of them. Throws `Runbook.UnknownZone`. */
export function groupsNamed(
  { platform: { groups } }: Pick<FunctionContext, "platform">,
  names: readonly string[] | undefined,
): readonly ReleaseGroup[] {
  return (
    names?.map((name) => {
      const found = groups.find((group) => group.name === name);
      if (found) return found;
      const known = groups.map((group) => group.name);
      throw new NamedError(
        "Runbook.UnknownZone",
        `the platform has no release group ${name}: ${suggestion(name, known)}`,
      );
    }) ?? groups
  );
}

/** Those that run nothing as well: the idle side of a canary gets its tasks with the next release. */
export const networksOf = async (
  { aws }: Pick<FunctionContext, "aws">,
  group: ReleaseGroup,
): Promise<ServiceNetwork[]> => await readNetworks(aws.ecs, group.cluster, ecsServicesOf(group));
