import { namesOf } from "@signalbox/core/platform/names";
import { type CanaryGroup, listenerRulesOf, type Platform } from "@signalbox/core/platform/platform";
import { UserError } from "../user-error.ts";

/** The first group that users reach and that is released by canary: a tour's traffic must meet what it releases. */
export function groupOfUsers(platform: Platform): CanaryGroup {
  const balancer = `/${namesOf(platform).loadBalancer("public")}/`;
  for (const group of platform.groups)
    if (group.strategy === "canary" && listenerRulesOf(group).some((arn) => arn.includes(balancer)))
      return group;
  throw new UserError(
    `the platform ${platform.stage} has no group for this tour`,
    "none of its groups is both reached by users and released by canary",
    "play it on another platform: --config development",
  );
}
