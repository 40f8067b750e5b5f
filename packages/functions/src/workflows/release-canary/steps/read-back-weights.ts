import { NamedError } from "@signalbox/core/error";
import { Weight } from "@signalbox/core/release/policy";
import { CanaryRelease } from "@signalbox/core/release/release";
import { sameWeights } from "@signalbox/core/release/weights";
import { z } from "zod";
import { readWeights } from "../../../aws/listener-rule.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";
import { rulesOf, servicesOf, wantedAt } from "../group.ts";

export const readBackWeights = step({
  name: "ReadBackWeights",
  description: "Reads every rule back: it must have the weights that were set, and no other target group.",
  input: z.strictObject({ release: CanaryRelease, weight: Weight }),
  output: z.strictObject({ weight: Weight }),
  allow: [allow.readRule],
  run: async ({ release, weight }, context) => {
    const services = servicesOf(context, release);
    const present = await readWeights(context.aws.elasticLoadBalancing, rulesOf(services));
    for (const { name, ruleArn, wanted } of wantedAt(services, release.candidate, weight))
      if (!sameWeights(present[ruleArn] ?? {}, wanted))
        throw new NamedError(
          "Release.WeightsNotApplied",
          `the rule ${ruleArn} of ${name} has ${JSON.stringify(present[ruleArn])}, not ${JSON.stringify(wanted)}`,
        );
    return { weight };
  },
});
