import { runbook } from "../../runbook/runbook.ts";
import { RestartRequest } from "./request.ts";
import { look } from "./steps/look.ts";
import { replaceTasks } from "./steps/replace-tasks.ts";

export const restartService = runbook({
  name: "restart-service",
  description:
    "Replaces all tasks of a service by new ones of the same version, without an outage: an old one ends once a new one serves.",
  input: RestartRequest,
  look,
  // As long as a rolling release may take.
  acts: [{ step: replaceTasks, seconds: 15, most: 120 }],
});
