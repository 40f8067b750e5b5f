import { NamedError } from "@signalbox/core/error";
import { Side } from "@signalbox/core/platform/platform";
import { pollSeconds, scaleInSeconds } from "@signalbox/core/release/limits";
import { Release } from "@signalbox/core/release/release";
import { sideWeights } from "@signalbox/core/release/weights";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { readWeights } from "../../../aws/listener-rule.ts";
import { checkLockOwned } from "../../../aws/lock.ts";
import { setPhase } from "../../../aws/run.ts";
import { writeService } from "../../../aws/service.ts";
import type { StepContext } from "../../../context.ts";
import { step } from "../../../step.ts";
import * as allow from "../allow.ts";
import { checkRecords } from "../checkpoint.ts";
import { groupOf, sideOf } from "../group.ts";

export const scaleIn = step({
  name: "ScaleIn",
  description:
    "Scales the side that left in to 0 by its desired count, so that ECS deregisters before it stops.",
  input: z.strictObject({ release: Release, side: Side }),
  output: z.strictObject({ deadline: z.number(), waitSeconds: z.int() }),
  allow: [allow.readRule, allow.readService, allow.writeService, allow.readLedger, ...allow.journalAllows],
  run: async ({ release, side }, context) => {
    const ledger = ledgerOf(context, release.group);
    await checkLockOwned(ledger, context.visit.execution);
    const { cluster, service } = sideOf(groupOf(context, release.group), side);
    await checkNoWeight(context, release, side);
    await setPhase(ledger, release.run, "closing");
    // From now on a decision is refused as too late; one that was taken since the last look still turns back.
    if (side === release.stable) await checkRecords(context, release);
    await writeService(context.aws.ecs, cluster, service, { desiredCount: 0 });
    await journal(context, release, { text: `${service} is scaled in to 0` });
    const deadline = context.clock.now() + scaleInSeconds * 1000;
    return { deadline, waitSeconds: pollSeconds(release.policy, scaleInSeconds) };
  },
});

/** The rule is read anew: since the side was drained, somebody may have given it traffic again. */
async function checkNoWeight({ aws, platform }: StepContext, release: Release, side: Side): Promise<void> {
  const { sides, listenerRuleArn } = groupOf({ platform }, release.group);
  const weight = sideWeights(sides, await readWeights(aws.elasticLoadBalancing, listenerRuleArn))[side];
  if (weight > 0)
    throw new NamedError(
      "Release.StillServed",
      `the rule gives ${sides[side].service} the weight ${weight}: somebody else changed it`,
    );
}
