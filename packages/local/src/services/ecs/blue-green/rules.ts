import type { LoadBalancer } from "@aws-sdk/client-ecs";
import type { Action, TargetGroupTuple } from "@aws-sdk/client-elastic-load-balancing-v2";
import { AwsError } from "../../error.ts";
import { asRole, type Environment } from "../environment.ts";
import { groupsOf } from "../load-balancers.ts";
import type { ServiceState } from "../state.ts";

/** Ends a deployment instead of being tried again: a rule that does not fit; the message is AWS's whole sentence. */
export class Misfit extends Error {
  override readonly name = "Misfit";
}

/** The same of a rule that is gone, or that the role may not read or change. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

export type Traffic = "production" | "test";

const ruleOf = ({ advancedConfiguration }: LoadBalancer, traffic: Traffic): string | undefined =>
  traffic === "production"
    ? advancedConfiguration?.productionListenerRule
    : advancedConfiguration?.testListenerRule;

/** ECS changes load balancers with the role that the service gives it. */
const callerOf = ({ region }: ServiceState, { advancedConfiguration }: LoadBalancer) =>
  asRole(region, advancedConfiguration?.roleArn ?? "", "ECSNetworkingWithELB");

/** The target group on which all production traffic is. Throws Misfit in AWS's words where there is none, or another. */
export async function servingGroup(
  environment: Environment,
  service: ServiceState,
  balancer: LoadBalancer,
): Promise<string> {
  const production = ruleOf(balancer, "production");
  const test = ruleOf(balancer, "test");
  const known = await tuples(environment, service, balancer, production);
  const tried = test ? await tuples(environment, service, balancer, test) : [];
  const pair = groupsOf(balancer);
  for (const arn of pair)
    if (![...known, ...tried].some(({ TargetGroupArn }) => TargetGroupArn === arn))
      throw misfit(
        `: Target group ${arn} is not associated with either productionListenerRule or testListenerRule.`,
      );
  const serving = known.filter(({ Weight }) => (Weight ?? 1) > 0);
  if (serving.length !== 1)
    throw misfit(
      `. productionListenerRule ${production} should have exactly one target group serving traffic but found ${serving.length} target groups which are serving traffic`,
    );
  const found = serving[0]?.TargetGroupArn ?? "";
  if (!pair.includes(found))
    throw misfit(
      `. Production listener rule is forwarding traffic to unexpected target group ${found}. Expected traffic to be forwarded to either targetGroupArn: ${pair[0]} or alternateTargetGroupArn: ${pair[1]}`,
    );
  return found;
}

/**
 * Sends all of a rule's traffic to one of the entry's target groups; the other stays in the rule at weight 0. AWS's own
 * shifts were seen to write just 100 and 0, https://github.com/go-to-k/cdk-real-drift/issues/1730
 */
export async function point(
  environment: Environment,
  service: ServiceState,
  balancer: LoadBalancer,
  traffic: Traffic,
  to: string,
): Promise<void> {
  const RuleArn = ruleOf(balancer, traffic);
  if (RuleArn === undefined) return;
  const [action] = await actions(environment, service, balancer, RuleArn);
  const wanted = groupsOf(balancer).map((arn) => ({ TargetGroupArn: arn, Weight: arn === to ? 100 : 0 }));
  const present = action?.ForwardConfig?.TargetGroups ?? [];
  const isThere = wanted.every(({ TargetGroupArn, Weight }) =>
    present.some((tuple) => tuple.TargetGroupArn === TargetGroupArn && tuple.Weight === Weight),
  );
  if (isThere && present.length === wanted.length) return;
  const { TargetGroupStickinessConfig } = action?.ForwardConfig ?? {};
  const ForwardConfig = {
    TargetGroups: wanted,
    ...(TargetGroupStickinessConfig && { TargetGroupStickinessConfig }),
  };
  await environment.world
    .call(
      "elasticloadbalancing",
      "ModifyRule",
      { RuleArn, Actions: [{ Type: "forward", ForwardConfig }] },
      callerOf(service, balancer),
    )
    .catch(refused);
}

async function tuples(
  environment: Environment,
  service: ServiceState,
  balancer: LoadBalancer,
  ruleArn: string | undefined,
): Promise<TargetGroupTuple[]> {
  const found = await actions(environment, service, balancer, ruleArn);
  return found.flatMap(({ ForwardConfig }) => ForwardConfig?.TargetGroups ?? []);
}

async function actions(
  { world }: Environment,
  service: ServiceState,
  balancer: LoadBalancer,
  ruleArn = "",
): Promise<Action[]> {
  const caller = callerOf(service, balancer);
  const { Rules = [] } = await world
    .call("elasticloadbalancing", "DescribeRules", { RuleArns: [ruleArn] }, caller)
    .catch(refused);
  return Rules[0]?.Actions ?? [];
}

/** Trying again does not help against these; whatever else happens to a call may pass. */
function refused(error: unknown): never {
  if (error instanceof AwsError && /^(AccessDenied|RuleNotFound)/.test(error.name))
    throw new Refusal(error.message);
  throw error;
}

const misfit = (what: string): Misfit =>
  new Misfit(`Service deployment rolled back because of invalid networking configuration${what}`);
