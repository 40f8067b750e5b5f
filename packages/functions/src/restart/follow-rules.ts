import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import type { BlueGreenGroup } from "@signalbox/core/platform/platform";
import { stableSideOf } from "@signalbox/core/release/weights";
import { getItem, ledgerOf, putItem } from "../aws/ledger.ts";
import { readWeights } from "../aws/listener-rule.ts";
import type { FunctionContext } from "../context.ts";
import { production } from "../workflows/release-blue-green/group.ts";

/**
 * A blue-green deployment leaves users on the other target group: what stands is written down as it is, so that the next
 * release does not take it for somebody else's work.
 */
export async function followRules(context: FunctionContext, group: BlueGreenGroup): Promise<void> {
  const ledger = ledgerOf(context, group.name);
  const standing = await getItem(ledger, ledgerKeys.standing, Standing);
  if (!standing) return;
  const wired = production(group.services);
  const rules = wired.flatMap(({ listenerRuleArns }) => listenerRuleArns);
  const stable = stableSideOf(wired, await readWeights(context.aws.elasticLoadBalancing, rules));
  if (standing.stable !== stable) await putItem(ledger, ledgerKeys.standing, { ...standing, stable });
}
