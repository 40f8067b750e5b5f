import { onTrigger } from "@signalbox/core/workflow/triggers";
import { z } from "zod";
import { defineWorkflow } from "../../step.ts";
import { readinessMachine } from "./machine.ts";
import { lookAtRegion } from "./steps/look-at-region.ts";

export const readiness = defineWorkflow({
  name: "readiness",
  description:
    "Looks whether this region could take over at once: room for all tasks, images, secrets, the database and its lag, and alarms. Changes nothing; a failover that is proposed asks for a look of the last half hour that lacked nothing.",
  input: z.strictObject({}),
  // Twice in the half hour for which a look counts, so that one that fails leaves no gap.
  triggers: [onTrigger.schedule("look", "cron(4/15 * * * ? *)", {}), onTrigger.person()],
  where: "several-regions",
  machine: readinessMachine,
  steps: [lookAtRegion],
});
