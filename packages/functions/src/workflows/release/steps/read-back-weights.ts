import { NamedError } from "@signalbox/core/error";
import { Weight } from "@signalbox/core/release/policy";
import { Release } from "@signalbox/core/release/release";
import { sameWeights, weightsFor } from "@signalbox/core/release/weights";
import { z } from "zod";
import { readWeights } from "../../../aws/listener-rule.ts";
import { step } from "../../../step.ts";
import * as allow from "../allow.ts";
import { groupOf } from "../group.ts";

export const readBackWeights = step({
  name: "ReadBackWeights",
  description: "Reads the rule back: it must have the weights that were set, and no other target group.",
  input: z.strictObject({ release: Release, weight: Weight }),
  output: z.strictObject({ weight: Weight }),
  allow: [allow.readRule],
  run: async ({ release, weight }, context) => {
    const { sides, listenerRuleArn } = groupOf(context, release.group);
    const wanted = weightsFor(sides, release.candidate, weight);
    const present = await readWeights(context.aws.elasticLoadBalancing, listenerRuleArn);
    if (!sameWeights(present, wanted))
      throw new NamedError(
        "Release.WeightsNotApplied",
        `the rule has ${JSON.stringify(present)}, not ${JSON.stringify(wanted)}`,
      );
    return { weight };
  },
});
