import { RestoreOrder } from "@signalbox/core/backup/run/restoration";
import { defineWorkflow } from "../../step.ts";
import { awaitPerson } from "../restore/steps/await-person.ts";
import { putBackMachine } from "./machine.ts";
import { check } from "./steps/check.ts";
import { end } from "./steps/end.ts";
import { plan } from "./steps/plan.ts";
import { write } from "./steps/write.ts";

export const putBack = defineWorkflow({
  name: "put-back",
  description:
    "Writes the configuration back as a point of it was, or brings secrets back as far as they can be, with a way back.",
  input: RestoreOrder,
  triggers: [],
  machine: putBackMachine,
  steps: [plan, awaitPerson, write, check, end],
});
