import { NamedError } from "@signalbox/core/error";
import { sides } from "@signalbox/core/platform/platform";
import { plan } from "@signalbox/core/release/plan";
import { Order, Release } from "@signalbox/core/release/release";
import { otherSide, sideWeights, stableSide } from "@signalbox/core/release/weights";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { readWeights } from "../../../aws/listener-rule.ts";
import { beginRun } from "../../../aws/run.ts";
import { readScaleInSuspended } from "../../../aws/scalable-target.ts";
import { readService } from "../../../aws/service.ts";
import { step } from "../../../step.ts";
import * as allow from "../allow.ts";
import { groupOf, sideOf } from "../group.ts";

export const recordState = step({
  name: "RecordState",
  description: "Records in the ledger which side serves, with how many tasks of what, and the plan.",
  input: z.strictObject({ order: Order, epoch: z.int() }),
  output: z.strictObject({ release: Release }),
  allow: [allow.readRule, allow.readService, allow.readScaling, allow.readLedger, allow.writeLedger],
  run: async ({ order, epoch }, context) => {
    const { aws, clock, visit } = context;
    const group = groupOf(context, order.group);
    const weights = await readWeights(aws.elasticLoadBalancing, group.listenerRuleArn);
    const stable = stableSide(sideWeights(group.sides, weights));
    const { cluster, service } = sideOf(group, stable);
    const { desiredCount, taskDefinition } = await readService(aws.ecs, cluster, service);
    if (desiredCount === 0) throw new NamedError("Release.Drifted", `the ${stable} service wants no tasks`);
    const scaling = [];
    for (const side of sides) {
      const place = sideOf(group, side);
      const suspended = await readScaleInSuspended(aws.applicationAutoScaling, place.cluster, place.service);
      if (suspended !== undefined) scaling.push({ side, dynamicScalingInSuspended: suspended });
    }
    const begun = await beginRun(ledgerOf(context, order.group), {
      release: {
        ...order,
        stable,
        candidate: otherSide(stable),
        stableCount: desiredCount,
        stableTaskDefinition: taskDefinition,
        startedAt: Math.floor(clock.now()),
      },
      execution: visit.execution,
      epoch,
      phase: "preparing",
      weight: 0,
      scaling,
    });
    const { release } = begun;
    const steps = plan(release).map(({ weight, capacity }) => `${weight} % with ${capacity}`);
    await journal(context, release, {
      text: `${stable} serves with ${release.stableCount} task(s) of ${release.stableTaskDefinition}; plan for ${release.candidate}: ${steps.join(", ")} task(s)`,
    });
    return { release };
  },
});
