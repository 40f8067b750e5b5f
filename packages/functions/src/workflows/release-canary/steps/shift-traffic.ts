import { requestsPollSeconds, shareSeconds } from "@signalbox/core/release/limits";
import { Weight } from "@signalbox/core/release/policy";
import { CanaryRelease } from "@signalbox/core/release/release";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { writeWeights } from "../../../aws/listener-rule.ts";
import { setPhase } from "../../../aws/run.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { servicesOf, wantedAt } from "../group.ts";

export const shiftTraffic = step({
  name: "ShiftTraffic",
  description:
    "Gives the candidate its next weight, in every rule, and frees the users who stick, unless somebody else has changed one.",
  input: z.strictObject({ release: CanaryRelease, from: Weight, weight: Weight }),
  output: z.strictObject({
    changed: z.boolean(),
    at: z.number(),
    deadline: z.number(),
    waitSeconds: z.int(),
  }),
  allow: [
    on("listenerRule", "elasticloadbalancing:ModifyRule"),
    allow.readRule,
    ...allow.checkpointAllows,
    ...allow.journalAllows,
  ],
  run: async ({ release, from, weight }, context) => {
    await checkpoint(context, release);
    const { aws, clock } = context;
    const services = servicesOf(context, release);
    const expected = new Map(
      wantedAt(services, release.candidate, from).map(({ ruleArn, wanted }) => [ruleArn, wanted] as const),
    );
    const changed = await writeWeights(
      aws.elasticLoadBalancing,
      wantedAt(services, release.candidate, weight).map(({ ruleArn, wanted }) => ({
        ruleArn,
        wanted,
        expected: expected.get(ruleArn) ?? wanted,
        expectedStickySeconds: release.policy.stickySeconds,
      })),
    );
    await setPhase(ledgerOf(context, release.group), release.run, "shifting", weight);
    await journal(context, release, { text: `the candidate gets ${weight} % of requests`, weight });
    const seconds = shareSeconds(release.policy);
    const at = clock.now();
    const waitSeconds = requestsPollSeconds(release.policy, seconds);
    return { changed, at, deadline: at + seconds * 1000, waitSeconds };
  },
});
