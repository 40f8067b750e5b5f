import { pollSeconds } from "@signalbox/core/release/limits";
import { capacityFor } from "@signalbox/core/release/plan";
import { Weight } from "@signalbox/core/release/policy";
import { CanaryRelease, TaskDefinitions } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { setPhase } from "../../../aws/run.ts";
import { readServices, writeServices } from "../../../aws/service.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { listed } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { ecsServicesOf, groupOf, servicesOf } from "../group.ts";

export const scaleCandidate = step({
  name: "ScaleCandidate",
  description:
    "Starts the candidate of every service, or scales it out to the capacity that the next weight needs; never in.",
  input: z.strictObject({ release: CanaryRelease, weight: Weight, taskDefinitions: TaskDefinitions }),
  output: z.strictObject({
    capacities: z.record(z.string(), z.int()),
    deadline: z.number(),
    waitSeconds: z.int(),
  }),
  allow: [allow.readService, allow.writeService, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, weight, taskDefinitions }, context) => {
    await checkpoint(context, release);
    const { cluster } = groupOf(context, release.group);
    const { ecs } = context.aws;
    const services = servicesOf(context, release);
    const state = await readServices(ecs, cluster, ecsServicesOf(services));
    const capacities: Record<string, number> = {};
    const wanted = services.map(({ name, sides, stableCount }) => {
      const { service } = sides[release.candidate];
      // Scale-out stays on during a release: stable may need more tasks by now than when it began.
      const most = Math.max(stableCount, state(sides[release.stable].service).desiredCount);
      const needed = capacityFor(most, weight);
      capacities[name] = needed;
      const taskDefinition = taskDefinitions[name];
      return {
        service,
        desiredCount: Math.max(needed, state(service).desiredCount),
        ...(taskDefinition !== undefined && { taskDefinition }),
      };
    });
    await setPhase(ledgerOf(context, release.group), release.run, "starting");
    const changed = await writeServices(ecs, cluster, wanted);
    if (changed.length > 0) {
      const counts = wanted.map(({ service, desiredCount }) => `${service} ${desiredCount}`);
      await journal(context, release, { text: `tasks for ${weight} %: ${listed(counts)}` });
    }
    const { healthySeconds } = release.policy;
    return {
      capacities,
      deadline: context.clock.now() + healthySeconds * 1000,
      waitSeconds: pollSeconds(release.policy, healthySeconds),
    };
  },
});
