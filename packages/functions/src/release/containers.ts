import { NamedError } from "@signalbox/core/error";
import type { FoundService, Release } from "@signalbox/core/release/release";
import type { FunctionContext } from "../context.ts";

/**
 * The services of a release as it found them, each with the container that runs the group's image, whatever the strategy.
 * Throws `Release.UnknownGroup` where the deployment has taken one away meanwhile.
 */
export function containersOf(
  { platform }: Pick<FunctionContext, "platform">,
  { group: name, services }: Pick<Release, "group" | "services">,
): (FoundService & { readonly container: string })[] {
  const group = platform.groups.find((each) => each.name === name);
  if (!group) throw new NamedError("Release.UnknownGroup", `there is no group ${name} any more`);
  return services.map((found) => {
    const service = group.services.find((each) => each.name === found.name);
    if (service) return { ...found, container: service.container };
    throw new NamedError("Release.UnknownGroup", `the group ${name} has no service ${found.name} any more`);
  });
}
