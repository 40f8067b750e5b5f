import {
  type Action,
  DescribeRulesCommand,
  type ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { NamedError } from "@signalbox/core/error";
import { type RuleWeights, sameWeights } from "@signalbox/core/release/weights";

/** The weights that the rule has now. Throws `Release.StickyRule`: group stickiness overrides weights. */
export async function readWeights(
  client: ElasticLoadBalancingV2Client,
  ruleArn: string,
): Promise<RuleWeights> {
  return weightsOf(ruleArn, forwardOf(await readActions(client, ruleArn)));
}

/**
 * Sets the weights where they differ, and answers whether it wrote. Throws `Release.Drifted` when the rule has neither
 * the wanted weights nor those in `expected` (then somebody else has written it), and `Release.StickyRule` as readWeights
 * does. Without `expected`, on the way back, neither stops it: it also switches off stickiness, which overrides weights.
 */
export async function writeWeights(
  client: ElasticLoadBalancingV2Client,
  ruleArn: string,
  wanted: RuleWeights,
  expected?: RuleWeights,
): Promise<boolean> {
  const actions = await readActions(client, ruleArn);
  const forward = forwardOf(actions);
  const present = expected ? weightsOf(ruleArn, forward) : weightsIn(forward);
  if (sameWeights(present, wanted) && !isSticky(forward)) return false;
  if (expected && !sameWeights(present, expected))
    throw new NamedError(
      "Release.Drifted",
      `the rule has ${text(present)}, not ${text(expected)}: somebody else changed it`,
      { present, expected },
    );
  const groups = Object.entries(wanted).map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight }));
  const shifted: Action = {
    Type: "forward",
    ...(forward.Order !== undefined && { Order: forward.Order }),
    ForwardConfig: { TargetGroups: groups, TargetGroupStickinessConfig: { Enabled: false } },
  };
  const Actions = actions.map((action) => (action === forward ? shifted : action));
  await client.send(new ModifyRuleCommand({ RuleArn: ruleArn, Actions }));
  return true;
}

async function readActions(client: ElasticLoadBalancingV2Client, ruleArn: string): Promise<Action[]> {
  const { Rules } = await client.send(new DescribeRulesCommand({ RuleArns: [ruleArn] }));
  return Rules?.[0]?.Actions ?? [];
}

function forwardOf(actions: readonly Action[]): Action {
  const forward = actions.find(({ Type }) => Type === "forward");
  if (!forward) throw new NamedError("Release.Drifted", "the rule forwards to no target group", { actions });
  return forward;
}

function weightsOf(ruleArn: string, forward: Action): RuleWeights {
  if (isSticky(forward))
    throw new NamedError("Release.StickyRule", `${ruleArn} has group stickiness, which overrides weights`);
  return weightsIn(forward);
}

function weightsIn({ ForwardConfig, TargetGroupArn }: Action): RuleWeights {
  const groups = ForwardConfig?.TargetGroups ?? [{ TargetGroupArn, Weight: 1 }];
  return Object.fromEntries(groups.map((group) => [group.TargetGroupArn ?? "", group.Weight ?? 1]));
}

const isSticky = ({ ForwardConfig }: Action): boolean =>
  ForwardConfig?.TargetGroupStickinessConfig?.Enabled === true;

const text = (weights: RuleWeights): string =>
  Object.entries(weights)
    .map(([arn, weight]) => `${arn.split("/")[1] ?? arn} ${weight}`)
    .join(", ");
