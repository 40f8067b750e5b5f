import { howToTry, previewWeight } from "@signalbox/core/release/preview";
import { CanaryRelease } from "@signalbox/core/release/release";
import { weightsFor } from "@signalbox/core/release/weights";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { writeWeights } from "../../../aws/listener-rule.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { servicesOf } from "../group.ts";

export const openPreview = step({
  name: "OpenPreview",
  description:
    "Lets requests with the preview's cookie reach the candidate, whose targets are healthy, in every service that users reach.",
  input: z.strictObject({ release: CanaryRelease }),
  output: z.strictObject({ changed: z.boolean() }),
  allow: [
    on("listenerRule", "elasticloadbalancing:ModifyRule"),
    allow.readRule,
    ...allow.checkpointAllows,
    ...allow.journalAllows,
  ],
  run: async ({ release }, context) => {
    await checkpoint(context, release);
    const opened = servicesOf(context, release).flatMap(({ sides, previewRuleArns = [] }) =>
      previewRuleArns.map((ruleArn) => ({
        ruleArn,
        wanted: weightsFor(sides, release.candidate, previewWeight(100)),
        expected: weightsFor(sides, release.candidate, 0),
      })),
    );
    if (opened.length === 0) return { changed: false };
    // Before it is open: by this entry Drain knows that the candidate may have served, wherever the rest is cut off.
    await journal(context, release, { text: `the candidate can be tried out: ${howToTry}` });
    return { changed: await writeWeights(context.aws.elasticLoadBalancing, opened) };
  },
});
