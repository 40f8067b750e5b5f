import { NamedError } from "@signalbox/core/error";
import {
  type CanaryGroup,
  type CanaryService,
  type Platform,
  type Side,
  sides,
} from "@signalbox/core/platform/platform";
import type { FoundService, Release } from "@signalbox/core/release/release";
import type { FunctionContext } from "../../context.ts";

/** The group that a release under way is of; the deployment may have taken it away meanwhile, or changed its strategy. */
export function groupOf({ platform }: Pick<FunctionContext, "platform">, name: string): CanaryGroup {
  return asCanary(platform, (group) => group.name === name, `there is no release group ${name}`);
}

/**
 * The one group that a condition fits; of several, such as those of one image, the one that is released by canary. Throws
 * `Release.UnknownGroup` or `Release.UnsupportedStrategy`.
 */
export function asCanary(
  { groups }: Platform,
  fits: (group: Platform["groups"][number]) => boolean,
  unknown: string,
): CanaryGroup {
  const all = groups.filter(fits);
  const fitting = all.length > 1 ? all.filter(({ strategy }) => strategy === "canary") : all;
  const [group] = fitting;
  if (!group || fitting.length > 1) {
    const there = groups.map((each) => `${each.name} (repository ${each.repository})`).join(", ") || "none";
    throw new NamedError(
      "Release.UnknownGroup",
      `${all.length > 1 ? "more than one group fits" : unknown}; there are: ${there}`,
    );
  }
  if (group.strategy === "canary") return group;
  throw new NamedError(
    "Release.UnsupportedStrategy",
    `${group.name} is released by the strategy ${group.strategy}, and only canary is supported`,
  );
}

/** A service of a release under way, as it was found and as it is wired. */
export interface ReleasedService extends CanaryService, FoundService {
  readonly cluster: string;
}

/** The services that a release is about: those that the group had when it began. */
export function servicesOf(
  context: Pick<FunctionContext, "platform">,
  { group: name, services }: Release,
): ReleasedService[] {
  const group = groupOf(context, name);
  return services.map((found) => {
    const service = group.services.find((each) => each.name === found.name);
    if (service) return { ...service, ...found, cluster: group.cluster };
    throw new NamedError("Release.UnknownGroup", `the group ${name} has no service ${found.name} any more`);
  });
}

/** All that forward to any service of a group. */
export const rulesOf = (services: readonly CanaryService[]): string[] =>
  services.flatMap(({ listenerRuleArns }) => listenerRuleArns);

/** Both sides of services, as ECS names them. */
export const ecsServicesOf = (services: readonly CanaryService[]): string[] =>
  services.flatMap((service) => sides.map((side) => service.sides[side].service));

/** One side of a service with what is needed to act on it and to measure it. */
export const sideOf = ({ listenerRuleArns, sides: both }: CanaryService, side: Side) => ({
  ...both[side],
  listenerRuleArns,
});

/** Several names in a sentence. */
export const listed = (names: readonly string[]): string => names.join(", ");
