import { NamedError } from "@signalbox/core/error";
import { type CanaryGroup, type CanaryService, type Side, sides } from "@signalbox/core/platform/platform";
import { previewWeight } from "@signalbox/core/release/preview";
import type { CanaryRelease, FoundService } from "@signalbox/core/release/release";
import { type RuleWeights, weightsFor } from "@signalbox/core/release/weights";
import type { FunctionContext } from "../../context.ts";

/** The group that a release under way is of; the deployment may have taken it away meanwhile, or changed its strategy. */
export function groupOf({ platform }: Pick<FunctionContext, "platform">, name: string): CanaryGroup {
  const group = platform.groups.find((each) => each.name === name);
  if (group?.strategy === "canary") return group;
  throw new NamedError("Release.UnknownGroup", `there is no group ${name} that is released by canary`);
}

/** A service of a release under way, as it was found and as it is wired. */
export interface ReleasedService extends CanaryService, FoundService {
  readonly cluster: string;
}

/** The services that a release is about: those that the group had when it began. */
export function servicesOf(
  context: Pick<FunctionContext, "platform">,
  { group: name, services }: CanaryRelease,
): ReleasedService[] {
  const group = groupOf(context, name);
  return services.map((found) => {
    const service = group.services.find((each) => each.name === found.name);
    if (service) return { ...service, ...found, cluster: group.cluster };
    throw new NamedError("Release.UnknownGroup", `the group ${name} has no service ${found.name} any more`);
  });
}

/** All that forward to a service: by the weights, and for the preview's cookie. */
export const rulesOfOne = ({ listenerRuleArns, previewRuleArns = [] }: CanaryService): string[] => [
  ...listenerRuleArns,
  ...previewRuleArns,
];

/** All that forward to any service of a group. */
export const rulesOf = (services: readonly CanaryService[]): string[] => services.flatMap(rulesOfOne);

/** What each rule of services shall have while the candidate has `weight` percent of the requests. */
export const wantedAt = (
  services: readonly CanaryService[],
  candidate: Side,
  weight: number,
): { readonly name: string; readonly ruleArn: string; readonly wanted: RuleWeights }[] =>
  services.flatMap(({ name, sides: both, listenerRuleArns, previewRuleArns = [] }) => {
    const having = (percent: number) => (ruleArn: string) => ({
      name,
      ruleArn,
      wanted: weightsFor(both, candidate, percent),
    });
    return [...listenerRuleArns.map(having(weight)), ...previewRuleArns.map(having(previewWeight(weight)))];
  });

/** Both sides of services, as ECS names them. */
export const ecsServicesOf = (services: readonly CanaryService[]): string[] =>
  services.flatMap((service) => sides.map((side) => service.sides[side].service));

/** One side of a service with what is needed to act on it and to measure it. */
export const sideOf = ({ listenerRuleArns, sides: both }: CanaryService, side: Side) => ({
  ...both[side],
  listenerRuleArns,
});
