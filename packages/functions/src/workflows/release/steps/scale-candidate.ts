import { pollSeconds } from "@signalbox/core/release/limits";
import { capacityFor } from "@signalbox/core/release/plan";
import { Weight } from "@signalbox/core/release/policy";
import { Release } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { setPhase } from "../../../aws/run.ts";
import { readService, writeService } from "../../../aws/service.ts";
import { step } from "../../../step.ts";
import * as allow from "../allow.ts";
import { checkpoint } from "../checkpoint.ts";
import { groupOf, sideOf } from "../group.ts";

export const scaleCandidate = step({
  name: "ScaleCandidate",
  description: "Starts the candidate, or scales it out to the capacity that the next weight needs; never in.",
  input: z.strictObject({ release: Release, weight: Weight, taskDefinition: z.string() }),
  output: z.strictObject({ capacity: z.int(), deadline: z.number(), waitSeconds: z.int() }),
  allow: [allow.readService, allow.writeService, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, weight, taskDefinition }, context) => {
    await checkpoint(context, release);
    const group = groupOf(context, release.group);
    const { cluster, service } = sideOf(group, release.candidate);
    const { ecs } = context.aws;
    // Scale-out stays on during a release: stable may need more tasks by now than when it began.
    const stable = await readService(ecs, cluster, sideOf(group, release.stable).service);
    const needed = capacityFor(Math.max(release.stableCount, stable.desiredCount), weight);
    const present = await readService(ecs, cluster, service);
    const capacity = Math.max(needed, present.desiredCount);
    await setPhase(ledgerOf(context, release.group), release.run, "starting");
    if (await writeService(ecs, cluster, service, { desiredCount: capacity, taskDefinition }))
      await journal(context, release, { text: `${service} shall have ${capacity} task(s) for ${weight} %` });
    const { healthySeconds } = release.policy;
    return {
      capacity: needed,
      deadline: context.clock.now() + healthySeconds * 1000,
      waitSeconds: pollSeconds(release.policy, healthySeconds),
    };
  },
});
