import { NamedError } from "@signalbox/core/error";
import type { CanaryService, Side } from "@signalbox/core/platform/platform";
import { sameWeights, weightsFor } from "@signalbox/core/release/weights";
import { readWeights } from "../../aws/listener-rule.ts";
import type { FunctionContext } from "../../context.ts";

/** Of services by one kind of rule, those of which the rule does not give everything to a side: one sentence each. */
export async function notOn(
  context: FunctionContext,
  services: readonly CanaryService[],
  side: Side,
): Promise<string[]> {
  const rules = services.flatMap(({ listenerRuleArns }) => listenerRuleArns);
  const present = await readWeights(context.aws.elasticLoadBalancing, rules);
  return services.flatMap(({ name, sides, listenerRuleArns }) =>
    listenerRuleArns
      .filter((arn) => !sameWeights(present[arn] ?? {}, weightsFor(sides, side, 100)))
      .map(
        (arn) => `the rule ${arn} of ${name} has ${JSON.stringify(present[arn])}, not everything on ${side}`,
      ),
  );
}

/** Throws `Release.Drifted` unless the rules of all services give everything to a side. */
export async function checkOn(
  context: FunctionContext,
  services: readonly CanaryService[],
  side: Side,
): Promise<void> {
  const wrong = await notOn(context, services, side);
  if (wrong.length > 0) throw new NamedError("Release.Drifted", wrong.join("; "));
}
