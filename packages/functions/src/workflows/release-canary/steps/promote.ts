import { NamedError } from "@signalbox/core/error";
import { drainGraceSeconds, requestsPollSeconds } from "@signalbox/core/release/limits";
import { CanaryRelease, TaskDefinitions } from "@signalbox/core/release/release";
import { sameWeights } from "@signalbox/core/release/weights";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { readWeights } from "../../../aws/listener-rule.ts";
import { setPhase } from "../../../aws/run.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { recordPromotion } from "../../../release/standing.ts";
import { step } from "../../../step.ts";
import { rulesOf, servicesOf, wantedAt } from "../group.ts";

export const promote = step({
  name: "Promote",
  description: "Records that the candidate's side is the stable one from now on.",
  input: z.strictObject({ release: CanaryRelease, taskDefinitions: TaskDefinitions }),
  output: z.strictObject({ at: z.number(), waitSeconds: z.int() }),
  allow: [allow.readRule, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, taskDefinitions }, context) => {
    await checkpoint(context, release);
    const services = servicesOf(context, release);
    const present = await readWeights(context.aws.elasticLoadBalancing, rulesOf(services));
    for (const { name, ruleArn, wanted } of wantedAt(services, release.candidate, 100))
      if (!sameWeights(present[ruleArn] ?? {}, wanted))
        throw new NamedError(
          "Release.Drifted",
          `the candidate has not all of the traffic of ${name}: ${JSON.stringify(present[ruleArn])}`,
        );
    const ledger = ledgerOf(context, release.group);
    await recordPromotion(context, release, taskDefinitions);
    await setPhase(ledger, release.run, "draining");
    await journal(context, release, { text: `promoted: ${release.candidate} is the stable side` });
    const waitSeconds = requestsPollSeconds(release.policy, release.policy.drainSeconds + drainGraceSeconds);
    return { at: context.clock.now(), waitSeconds };
  },
});
