import { NamedError } from "@signalbox/core/error";
import { Weight } from "@signalbox/core/release/policy";
import { CanaryRelease } from "@signalbox/core/release/release";
import { sameWeights, weightsFor } from "@signalbox/core/release/weights";
import { z } from "zod";
import { readWeights } from "../../../aws/listener-rule.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";
import { rulesOf, servicesOf } from "../group.ts";

export const readBackWeights = step({
  name: "ReadBackWeights",
  description: "Reads every rule back: it must have the weights that were set, and no other target group.",
  input: z.strictObject({ release: CanaryRelease, weight: Weight }),
  output: z.strictObject({ weight: Weight }),
  allow: [allow.readRule],
  run: async ({ release, weight }, context) => {
    const services = servicesOf(context, release);
    const present = await readWeights(context.aws.elasticLoadBalancing, rulesOf(services));
    for (const { name, sides, listenerRuleArns } of services) {
      const wanted = weightsFor(sides, release.candidate, weight);
      for (const arn of listenerRuleArns)
        if (!sameWeights(present[arn] ?? {}, wanted))
          throw new NamedError(
            "Release.WeightsNotApplied",
            `the rule ${arn} of ${name} has ${JSON.stringify(present[arn])}, not ${JSON.stringify(wanted)}`,
          );
    }
    return { weight };
  },
});
