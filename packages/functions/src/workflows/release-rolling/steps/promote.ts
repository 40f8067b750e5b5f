import { NamedError } from "@signalbox/core/error";
import { RollingRelease, TaskDefinitions } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { setPhase } from "../../../aws/run.ts";
import { readServices } from "../../../aws/service.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { listed } from "../../../release/names.ts";
import { recordPromotion } from "../../../release/standing.ts";
import { step } from "../../../step.ts";
import { groupOf, servicesOf } from "../group.ts";

export const promote = step({
  name: "Promote",
  description: "Records that what the services run now is what stands from now on.",
  input: z.strictObject({ release: RollingRelease, taskDefinitions: TaskDefinitions }),
  output: z.strictObject({ promoted: z.int() }),
  allow: [allow.readService, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, taskDefinitions }, context) => {
    await checkpoint(context, release);
    const { cluster } = groupOf(context, release.group);
    const services = servicesOf(context, release);
    const names = services.map(({ service }) => service);
    const state = await readServices(context.aws.ecs, cluster, names);
    for (const { name, service } of services) {
      const { taskDefinition, onlyThisDefinition } = state(service);
      if (taskDefinition !== taskDefinitions[name] || !onlyThisDefinition)
        throw new NamedError(
          "Release.Drifted",
          `${service} runs ${taskDefinition}, and not ${taskDefinitions[name]} alone`,
        );
    }
    await recordPromotion(context, release, taskDefinitions);
    await setPhase(ledgerOf(context, release.group), release.run, "draining");
    const running = listed(Object.values(taskDefinitions));
    await journal(context, release, { text: `promoted: ${running} is what stands` });
    return { promoted: services.length };
  },
});
