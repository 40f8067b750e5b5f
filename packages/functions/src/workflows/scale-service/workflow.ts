import { runbook } from "../../runbook/runbook.ts";
import { ScaleRequest } from "./request.ts";
import { awaitTasks } from "./steps/await-tasks.ts";
import { look } from "./steps/look.ts";
import { setBounds } from "./steps/set-bounds.ts";

export const scaleService = runbook({
  name: "scale-service",
  description:
    "Sets how many tasks a service has at least, and raises how many it may have where that is below. Scaling and the planner keep to it until the next deployment.",
  input: ScaleRequest,
  look,
  acts: [
    { step: setBounds, seconds: 5, most: 3 },
    // A GPU's start takes up to half an hour.
    { step: awaitTasks, seconds: 15, most: 120 },
  ],
});
