import { NamedError } from "@signalbox/core/error";
import { Side } from "@signalbox/core/platform/platform";
import { pollSeconds, scaleInSeconds } from "@signalbox/core/release/limits";
import { CanaryRelease } from "@signalbox/core/release/release";
import { otherSide, sideWeights } from "@signalbox/core/release/weights";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { readWeights } from "../../../aws/listener-rule.ts";
import { setPhase } from "../../../aws/run.ts";
import { handOverMinimum } from "../../../aws/scalable-target.ts";
import { writeServices } from "../../../aws/service.ts";
import type { StepContext } from "../../../context.ts";
import * as allow from "../../../release/allow.ts";
import { checkOwner, checkRecords } from "../../../release/checkpoint.ts";
import { listed } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { groupOf, rulesOf, rulesOfOne, servicesOf } from "../group.ts";

export const scaleIn = step({
  name: "ScaleIn",
  description:
    "Scales the side that left in to 0 by its desired counts, so that ECS deregisters before it stops; scaling's minimum goes to the side that stays.",
  input: z.strictObject({ release: CanaryRelease, side: Side }),
  output: z.strictObject({ deadline: z.number(), waitSeconds: z.int() }),
  allow: [
    allow.readRule,
    allow.readService,
    allow.writeService,
    allow.readScaling,
    allow.writeScaling,
    allow.readLedger,
    ...allow.journalAllows,
  ],
  run: async ({ release, side }, context) => {
    const ledger = ledgerOf(context, release.group);
    await checkOwner(context, release);
    const { cluster } = groupOf(context, release.group);
    const leaving = servicesOf(context, release).map(({ sides }) => sides[side].service);
    await checkNoWeight(context, release, side);
    await setPhase(ledger, release.run, "closing");
    // From now on a decision is refused as too late; one that was taken since the last look still turns back.
    if (side === release.stable) await checkRecords(context, release);
    for (const { sides } of servicesOf(context, release))
      await handOverMinimum(context.aws.applicationAutoScaling, cluster, {
        leaving: sides[side].service,
        staying: sides[otherSide(side)].service,
      });
    await writeServices(
      context.aws.ecs,
      cluster,
      leaving.map((service) => ({ service, desiredCount: 0 })),
    );
    await journal(context, release, { text: `scaled in to 0: ${listed(leaving)}` });
    const deadline = context.clock.now() + scaleInSeconds * 1000;
    return { deadline, waitSeconds: pollSeconds(release.policy, scaleInSeconds) };
  },
});

/** The rules are read anew: since the side was drained, somebody may have given it traffic again. */
async function checkNoWeight(context: StepContext, release: CanaryRelease, side: Side): Promise<void> {
  const services = servicesOf(context, release);
  const rules = await readWeights(context.aws.elasticLoadBalancing, rulesOf(services));
  for (const service of services)
    for (const arn of rulesOfOne(service)) {
      const weight = sideWeights(service.sides, rules[arn] ?? {})[side];
      if (weight > 0)
        throw new NamedError(
          "Release.StillServed",
          `the rule ${arn} gives ${service.sides[side].service} the weight ${weight}: somebody else changed it`,
        );
    }
}
