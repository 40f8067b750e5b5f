import { NamedError } from "@signalbox/core/error";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { z } from "zod";
import { readEpochs } from "../../aws/epoch-tables.ts";
import { readTables, writeTables } from "../../failover/allow.ts";
import { placesOf } from "../../failover/places.ts";
import { writeAcknowledgement } from "../../failover/records.ts";
import { lambdaFunction } from "../../step.ts";

export const acknowledge = lambdaFunction({
  name: "acknowledge",
  description:
    "Ends the hold after a failover: a person has looked at what it left, so that the next one may follow.",
  input: z.strictObject({
    epoch: z.int().positive().meta({ description: "the epoch in force; all up to it are acknowledged" }),
    reason: z.string().min(1).meta({ description: "what was found, for the timeline" }),
    by: z.string().min(1).meta({ description: "who has looked" }),
  }),
  where: "several-regions",
  triggers: [onTrigger.person()],
  allow: [readTables, writeTables],
  run: async ({ epoch, reason, by }, context) => {
    placesOf(context);
    const epochs = await readEpochs(context);
    if (!epochs) throw new NamedError("Failover.TablesSilent", "nobody can tell which epoch is in force");
    if (epoch > (epochs.current?.epoch ?? 0))
      throw new NamedError(
        "Failover.UnknownEpoch",
        `epoch ${epoch} was never owned; ${epochs.current?.epoch ?? 0} is in force`,
      );
    const at = new Date(context.clock.now()).toISOString();
    await writeAcknowledgement(context, { epoch, reason, by, at });
    return { epoch, at };
  },
});
