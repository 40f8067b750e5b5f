import { NamedError } from "@signalbox/core/error";
import type {
  BlueGreenGroup,
  BlueGreenService,
  CanaryService,
  Side,
} from "@signalbox/core/platform/platform";
import type { BlueGreenRelease, FoundService } from "@signalbox/core/release/release";
import type { FunctionContext } from "../../context.ts";

type Context = Pick<FunctionContext, "platform">;

/** The group that a release under way is of; the deployment may have taken it away meanwhile, or changed its strategy. */
export function groupOf({ platform }: Context, name: string): BlueGreenGroup {
  const group = platform.groups.find((each) => each.name === name);
  if (group?.strategy === "blue-green") return group;
  throw new NamedError("Release.UnknownGroup", `there is no group ${name} that is released by blue-green`);
}

/** A service of a release under way, as it was found and as it is wired. */
export interface ReleasedService extends BlueGreenService, FoundService {
  readonly cluster: string;
}

/** The services that a release is about: those that the group had when it began. */
export function servicesOf(context: Context, { group: name, services }: BlueGreenRelease): ReleasedService[] {
  const group = groupOf(context, name);
  return services.map((found) => {
    const service = group.services.find((each) => each.name === found.name);
    if (service) return { ...service, ...found, cluster: group.cluster };
    throw new NamedError("Release.UnknownGroup", `the group ${name} has no service ${found.name} any more`);
  });
}

/** A service's sides by one of its rules: of both, the ECS service is the same. */
const routedBy = (
  { name, container, service, targetGroupArns }: BlueGreenService,
  ruleArn: string,
): CanaryService => ({
  name,
  container,
  listenerRuleArns: [ruleArn],
  sides: {
    blue: { service, targetGroupArn: targetGroupArns.blue },
    green: { service, targetGroupArn: targetGroupArns.green },
  },
});

/** Services by the rules that users come by. */
export const production = (services: readonly BlueGreenService[]): CanaryService[] =>
  services.map((service) => routedBy(service, service.productionRuleArn));

/** Services by the rules of the preview listener. */
export const preview = (services: readonly BlueGreenService[]): CanaryService[] =>
  services.map((service) => routedBy(service, service.testRuleArn));

/** One side of every service, as it is measured. A side in production is asked by users; the other one by previews alone. */
export const measuredSide = (services: readonly BlueGreenService[], side: Side) =>
  services.map(({ name, service, productionRuleArn, targetGroupArns }) => ({
    name,
    service,
    listenerRuleArns: [productionRuleArn],
    targetGroupArn: targetGroupArns[side],
  }));
