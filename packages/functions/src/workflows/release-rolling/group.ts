import type { Subject } from "@signalbox/core/analysis/sources/template";
import { NamedError } from "@signalbox/core/error";
import type { RollingGroup, RollingService } from "@signalbox/core/platform/platform";
import type { FoundService, RollingRelease } from "@signalbox/core/release/release";
import { loadBalancerDimensions } from "../../aws/load-balancer-dimensions.ts";
import type { Measured } from "../../aws/measurements.ts";
import type { FunctionContext } from "../../context.ts";
import { containersOf } from "../../release/containers.ts";

/** The group that a release under way is of; the deployment may have taken it away meanwhile, or changed its strategy. */
export function groupOf({ platform }: Pick<FunctionContext, "platform">, name: string): RollingGroup {
  const group = platform.groups.find((each) => each.name === name);
  if (group?.strategy === "rolling") return group;
  throw new NamedError("Release.UnknownGroup", `there is no group ${name} that is released by rolling`);
}

/** A service of a release under way, as it was found and as it is wired. */
export interface ReleasedService extends RollingService, FoundService {
  readonly cluster: string;
}

/** The services that a release is about: those that the group had when it began. */
export function servicesOf(
  context: Pick<FunctionContext, "platform">,
  release: Pick<RollingRelease, "group" | "services">,
): ReleasedService[] {
  const group = groupOf(context, release.group);
  return containersOf(context, release).flatMap((found) => {
    const service = group.services.find(({ name }) => name === found.name);
    return service ? [{ ...service, ...found, cluster: group.cluster }] : [];
  });
}

/** Where a load balancer counts the requests of a service; nowhere for one that is reached by Service Connect. */
export const measuredOf = ({ targetGroupArn, listenerRuleArns }: RollingService): Measured[] =>
  targetGroupArn !== undefined && listenerRuleArns !== undefined
    ? [{ targetGroupArn, listenerRuleArns }]
    : [];

/** What queries may name of a service; its one side is called blue, as the only one of every service is. */
export const subjectsOf = (service: RollingService): Subject[] =>
  measuredOf(service).map(({ listenerRuleArns: [ruleArn = ""], targetGroupArn }) => ({
    name: service.name,
    side: "blue",
    service: service.service,
    ...loadBalancerDimensions(ruleArn, targetGroupArn),
  }));

/** From when on deployments of a release are looked for: ECS's clock may be behind that of the Lambda. */
export const recently = ({ startedAt }: Pick<RollingRelease, "startedAt">): number => startedAt - 300_000;

/** Tasks that are replaced, of all services. */
export const tasksOf = ({ services }: Pick<RollingRelease, "services">): number =>
  services.reduce((sum, { stableCount }) => sum + stableCount, 0);
