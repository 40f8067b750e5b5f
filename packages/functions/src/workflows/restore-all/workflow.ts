import { RestoreAllOrder } from "@signalbox/core/backup/run/restoration";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { defineWorkflow } from "../../step.ts";
import { awaitPerson } from "../restore/steps/await-person.ts";
import { restoreAllMachine } from "./machine.ts";
import { end } from "./steps/end.ts";
import { followParts } from "./steps/follow-parts.ts";
import { plan } from "./steps/plan.ts";

export const restoreAll = defineWorkflow({
  name: "restore-all",
  description:
    "Restores secrets, configuration, database and files, one after another, to one moment, each with its way back and all with one.",
  input: RestoreAllOrder,
  triggers: [onTrigger.person()],
  machine: restoreAllMachine,
  steps: [plan, awaitPerson, followParts, end],
});
