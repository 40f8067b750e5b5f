import type { SideTotals } from "@signalbox/core/console/documents";
import type { Side } from "@signalbox/core/platform/platform";
import { person } from "../../deploy/person.ts";
import type { Output } from "../../services/service.ts";
import type { World } from "../../world/world.ts";

export type Rules = NonNullable<Output<"elasticloadbalancing", "DescribeRules">["Rules"]>;

/** Percent of requests that some rules give a target group: the mean of theirs. */
export function weightIn(rules: Rules, ruleArns: readonly string[], targetGroupArn: string): number {
  const weights = rules
    .filter(({ RuleArn = "" }) => ruleArns.includes(RuleArn))
    .map(({ Actions }) => {
      const forwarded = Actions?.[0]?.ForwardConfig?.TargetGroups ?? [];
      return forwarded.find((target) => target.TargetGroupArn === targetGroupArn)?.Weight ?? 0;
    });
  return mean(weights);
}

export async function healthyTargets(world: World, region: string, TargetGroupArn: string): Promise<number> {
  const caller = { region, principal: person };
  const input = { TargetGroupArn };
  const { TargetHealthDescriptions = [] } = await world.call(
    "elasticloadbalancing",
    "DescribeTargetHealth",
    input,
    caller,
  );
  return TargetHealthDescriptions.filter((one) => one.TargetHealth?.State === "healthy").length;
}

/** With the percent of the requests that each side got. */
export function withShares<T extends SideTotals>({ blue, green }: Record<Side, T>): Record<Side, T> {
  const total = blue.requests + green.requests;
  if (total === 0) return { blue, green };
  const share = (side: T): T => ({ ...side, seen: (100 * side.requests) / total });
  return { blue: share(blue), green: share(green) };
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
