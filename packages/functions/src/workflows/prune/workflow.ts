import { PruneRequest } from "@signalbox/core/backup/run/pruning";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { defineWorkflow } from "../../step.ts";
import { pruneMachine } from "./machine.ts";
import { begin } from "./steps/begin.ts";
import { deletePoint } from "./steps/delete-point.ts";
import { end } from "./steps/end.ts";

export const prune = defineWorkflow({
  name: "prune",
  description: "Deletes points of a class that are past their time and that AWS's own lifecycle has left.",
  input: PruneRequest,
  triggers: [onTrigger.person()],
  machine: pruneMachine,
  steps: [begin, deletePoint, end],
});
