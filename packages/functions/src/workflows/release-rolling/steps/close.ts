import { NamedError } from "@signalbox/core/error";
import { RollingRelease, TaskDefinitions } from "@signalbox/core/release/release";
import { z } from "zod";
import { ledgerOf } from "../../../aws/ledger.ts";
import { setPhase } from "../../../aws/run.ts";
import { readServices } from "../../../aws/service.ts";
import * as allow from "../../../release/allow.ts";
import { checkOwner, checkRecords } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { groupOf, servicesOf } from "../group.ts";

export const close = step({
  name: "Close",
  description:
    "Ends the time in which an alarm or an abort still turns back; the services must be what was promoted.",
  input: z.strictObject({ release: RollingRelease, taskDefinitions: TaskDefinitions }),
  output: z.strictObject({ run: z.string() }),
  allow: [allow.readService, allow.readLedger, ...allow.journalAllows],
  run: async ({ release, taskDefinitions }, context) => {
    await checkOwner(context, release);
    await setPhase(ledgerOf(context, release.group), release.run, "closing");
    // From now on a decision is refused as too late; one that was taken since the last look still turns back.
    await checkRecords(context, release);
    const { cluster } = groupOf(context, release.group);
    const services = servicesOf(context, release);
    const names = services.map(({ service }) => service);
    const state = await readServices(context.aws.ecs, cluster, names);
    for (const { name, service } of services) {
      const { taskDefinition } = state(service);
      if (taskDefinition !== taskDefinitions[name])
        throw new NamedError(
          "Release.Drifted",
          `somebody else deployed ${taskDefinition} to ${service} since ${taskDefinitions[name]} was promoted`,
        );
    }
    return { run: release.run };
  },
});
