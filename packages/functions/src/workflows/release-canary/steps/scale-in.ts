import { NamedError } from "@signalbox/core/error";
import { Side } from "@signalbox/core/platform/platform";
import { pollSeconds, scaleInSeconds } from "@signalbox/core/release/limits";
import { CanaryRelease } from "@signalbox/core/release/release";
import { slicesOf } from "@signalbox/core/release/slices";
import { otherSide, sideWeights } from "@signalbox/core/release/weights";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { readWeights } from "../../../aws/listener-rule.ts";
import { setPhase } from "../../../aws/run.ts";
import { handOverMinimum } from "../../../aws/scalable-target.ts";
import { readServices, writeServices } from "../../../aws/service.ts";
import type { StepContext } from "../../../context.ts";
import * as allow from "../../../release/allow.ts";
import { checkOwner, checkRecords } from "../../../release/checkpoint.ts";
import { listed } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { groupOf, rulesOf, rulesOfOne, servicesOf } from "../group.ts";

/** How far the scale-in of a side is. */
const Slicing = z.strictObject({
  /** Tasks of each ECS service before the first slice. */
  counts: z.record(z.string(), z.int()),
  /** Slices that were taken. */
  taken: z.int(),
});

export const scaleIn = step({
  name: "ScaleIn",
  description:
    "Takes a slice of the side that left, the last one to 0, by its desired counts, so that ECS deregisters before it stops and not all WebSockets break at once; scaling's minimum goes to the side that stays.",
  input: z.strictObject({
    release: CanaryRelease,
    side: Side,
    /** Null before the first slice. */
    slicing: Slicing.nullable(),
  }),
  output: z.strictObject({
    deadline: z.number(),
    waitSeconds: z.int(),
    slicing: Slicing,
    /** Whether a slice is left to take. */
    more: z.boolean(),
  }),
  allow: [
    allow.readRule,
    allow.readService,
    allow.writeService,
    allow.readScaling,
    allow.writeScaling,
    allow.readLedger,
    ...allow.journalAllows,
  ],
  run: async ({ release, side, slicing }, context) => {
    const ledger = ledgerOf(context, release.group);
    await checkOwner(context, release);
    const { cluster } = groupOf(context, release.group);
    const leaving = servicesOf(context, release).map(({ sides }) => sides[side].service);
    await checkNoWeight(context, release, side);
    await setPhase(ledger, release.run, "closing");
    // From now on a decision is refused as too late; one that was taken since the last look still turns back.
    if (side === release.stable && slicing === null) await checkRecords(context, release);
    for (const { sides } of servicesOf(context, release))
      await handOverMinimum(context.aws.applicationAutoScaling, cluster, {
        leaving: sides[side].service,
        staying: sides[otherSide(side)].service,
      });
    const state = await readServices(context.aws.ecs, cluster, leaving);
    const counts =
      slicing?.counts ??
      Object.fromEntries(
        servicesOf(context, release).map(({ sides, stableCount }) => {
          const { service } = sides[side];
          const { desiredCount } = state(service);
          // As the release found it: run again after it was cut off, the step takes the same slice.
          return [service, side === release.stable ? Math.max(desiredCount, stableCount) : desiredCount];
        }),
      );
    const taken = slicing?.taken ?? 0;
    const wanted = leaving.map((service) => {
      const left = slicesOf(counts[service] ?? 0)[taken] ?? 0;
      return { service, desiredCount: Math.min(left, state(service).desiredCount) };
    });
    await writeServices(context.aws.ecs, cluster, wanted);
    const texts = Object.entries(Object.groupBy(wanted, ({ desiredCount }) => desiredCount)).map(
      ([left, services = []]) => `scaled in to ${left}: ${listed(services.map(({ service }) => service))}`,
    );
    await journal(context, release, { text: texts.join("; ") });
    return {
      deadline: context.clock.now() + scaleInSeconds * 1000,
      waitSeconds: pollSeconds(release.policy, scaleInSeconds),
      slicing: { counts, taken: taken + 1 },
      more: Object.values(counts).some((count) => slicesOf(count).length > taken + 1),
    };
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
