import { NamedError } from "@signalbox/core/error";
import { Weight } from "@signalbox/core/release/policy";
import { CanaryRelease } from "@signalbox/core/release/release";
import { weightsFor } from "@signalbox/core/release/weights";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { readStickySeconds, writeWeights } from "../../../aws/listener-rule.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { servicesOf } from "../group.ts";

export const stickUsers = step({
  name: "StickUsers",
  description:
    "Lets each user stay on the side that serves next, while the weight bakes; the share was observed before anybody did.",
  input: z.strictObject({ release: CanaryRelease, weight: Weight }),
  output: z.strictObject({ changed: z.boolean() }),
  allow: [
    on("listenerRule", "elasticloadbalancing:ModifyRule"),
    allow.readRule,
    ...allow.checkpointAllows,
    ...allow.journalAllows,
  ],
  run: async ({ release, weight }, context) => {
    await checkpoint(context, release);
    const client = context.aws.elasticLoadBalancing;
    const { stickySeconds } = release.policy;
    const sticky = servicesOf(context, release).flatMap(({ sides, listenerRuleArns }) => {
      const wanted = weightsFor(sides, release.candidate, weight);
      return listenerRuleArns.map((ruleArn) => ({ ruleArn, wanted, expected: wanted, stickySeconds }));
    });
    const changed = await writeWeights(client, sticky);
    const present = await readStickySeconds(
      client,
      sticky.map(({ ruleArn }) => ruleArn),
    );
    for (const [ruleArn, seconds] of Object.entries(present))
      if (seconds !== stickySeconds)
        throw new NamedError(
          "Release.WeightsNotApplied",
          `users stick to a side of the rule ${ruleArn} for ${seconds} s, not ${stickySeconds} s`,
        );
    await journal(context, release, {
      text: `users stay on the side that serves them, until ${stickySeconds} s after their last request or the next shift`,
    });
    return { changed };
  },
});
