import {
  type Action,
  DescribeRulesCommand,
  type ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { NamedError } from "@signalbox/core/error";
import { type RulesWeights, type RuleWeights, sameWeights } from "@signalbox/core/release/weights";

/** Rules that one call describes. */
const inOneCall = 20;

/** The weights that rules have now. Throws `Release.StickyRule`: group stickiness overrides weights. */
export async function readWeights(
  client: ElasticLoadBalancingV2Client,
  ruleArns: readonly string[],
): Promise<RulesWeights> {
  const rules = await readActions(client, ruleArns);
  return Object.fromEntries(rules.map(({ ruleArn, forward }) => [ruleArn, weightsOf(ruleArn, forward)]));
}

export interface WantedWeights {
  readonly ruleArn: string;
  readonly wanted: RuleWeights;
  /** What the rule may have beside that. */
  readonly expected?: RuleWeights;
  /** Seconds of group stickiness that it shall have; absent or 0: none. */
  readonly stickySeconds?: number;
  /** Those that it may be found with beside that. */
  readonly expectedStickySeconds?: number;
}

/**
 * Sets the weights and the stickiness of rules where they differ, and answers whether it wrote. All are read before the first
 * is written: throws `Release.Drifted` when a rule has neither the wanted weights nor those in `expected`, and
 * `Release.StickyRule` when it is sticky in another way than expected (then somebody else has written it). A set that was cut
 * off half-written is written to its end. Without `expected`, on the way back, neither stops it: stickiness overrides weights
 * and is switched off.
 */
export async function writeWeights(
  client: ElasticLoadBalancingV2Client,
  all: readonly WantedWeights[],
): Promise<boolean> {
  const rules = await readActions(
    client,
    all.map(({ ruleArn }) => ruleArn),
  );
  const changes = all.flatMap(
    ({ ruleArn, wanted, expected, stickySeconds = 0, expectedStickySeconds = 0 }) => {
      const found = rules.find((rule) => rule.ruleArn === ruleArn);
      if (!found) throw new NamedError("Release.Drifted", `there is no rule ${ruleArn} any more`);
      const { actions, forward } = found;
      const present = weightsIn(forward);
      const sticky = stickySecondsOf(forward);
      if (sameWeights(present, wanted) && sticky === stickySeconds) return [];
      if (expected && ![0, stickySeconds, expectedStickySeconds].includes(sticky)) throw tooSticky(ruleArn);
      if (expected && !sameWeights(present, expected))
        throw new NamedError(
          "Release.Drifted",
          `the rule ${ruleArn} has ${text(present)}, not ${text(expected)}: somebody else changed it`,
          { ruleArn, present, expected },
        );
      const shifted = forwarding(wanted, stickySeconds, forward);
      return [{ ruleArn, Actions: actions.map((action) => (action === forward ? shifted : action)) }];
    },
  );
  for (const { ruleArn: RuleArn, Actions } of changes)
    await client.send(new ModifyRuleCommand({ RuleArn, Actions }));
  return changes.length > 0;
}

/** Seconds of group stickiness by rule; 0 where users go by the weights. */
export async function readStickySeconds(
  client: ElasticLoadBalancingV2Client,
  ruleArns: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const rules = await readActions(client, ruleArns);
  return Object.fromEntries(rules.map(({ ruleArn, forward }) => [ruleArn, stickySecondsOf(forward)]));
}

function forwarding(weights: RuleWeights, stickySeconds: number, { Order }: Action): Action {
  return {
    Type: "forward",
    ...(Order !== undefined && { Order }),
    ForwardConfig: {
      TargetGroups: Object.entries(weights).map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })),
      TargetGroupStickinessConfig:
        stickySeconds > 0 ? { Enabled: true, DurationSeconds: stickySeconds } : { Enabled: false },
    },
  };
}

async function readActions(client: ElasticLoadBalancingV2Client, ruleArns: readonly string[]) {
  const rules: { ruleArn: string; actions: Action[]; forward: Action }[] = [];
  for (let at = 0; at < ruleArns.length; at += inOneCall) {
    const RuleArns = ruleArns.slice(at, at + inOneCall);
    const { Rules = [] } = await client.send(new DescribeRulesCommand({ RuleArns }));
    for (const { RuleArn = "", Actions: actions = [] } of Rules) {
      const forward = actions.find(({ Type }) => Type === "forward");
      if (!forward)
        throw new NamedError("Release.Drifted", `the rule ${RuleArn} forwards to no target group`, {
          actions,
        });
      rules.push({ ruleArn: RuleArn, actions, forward });
    }
  }
  return rules;
}

function weightsOf(ruleArn: string, forward: Action): RuleWeights {
  if (stickySecondsOf(forward) > 0) throw tooSticky(ruleArn);
  return weightsIn(forward);
}

function weightsIn({ ForwardConfig, TargetGroupArn }: Action): RuleWeights {
  const groups = ForwardConfig?.TargetGroups ?? [{ TargetGroupArn, Weight: 1 }];
  return Object.fromEntries(groups.map((group) => [group.TargetGroupArn ?? "", group.Weight ?? 1]));
}

const tooSticky = (ruleArn: string): NamedError =>
  new NamedError("Release.StickyRule", `${ruleArn} has group stickiness, which overrides weights`);

function stickySecondsOf({ ForwardConfig }: Action): number {
  const { Enabled, DurationSeconds = Number.POSITIVE_INFINITY } =
    ForwardConfig?.TargetGroupStickinessConfig ?? {};
  return Enabled ? DurationSeconds : 0;
}

const text = (weights: RuleWeights): string =>
  Object.entries(weights)
    .map(([arn, weight]) => `${arn.split("/")[1] ?? arn} ${weight}`)
    .join(", ");
