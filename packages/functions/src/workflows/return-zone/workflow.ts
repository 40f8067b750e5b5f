import { runbook } from "../../runbook/runbook.ts";
import { ZoneRequest } from "../../zone/request.ts";
import { look } from "./steps/look.ts";
import { moveTasks } from "./steps/move-tasks.ts";

export const returnZone = runbook({
  name: "return-zone",
  description:
    "Lets tasks into an availability zone again that `drain-zone` has emptied: all are replaced by new ones, spread over it as well.",
  input: ZoneRequest,
  look,
  // As long as a rolling release may take.
  acts: [{ step: moveTasks, seconds: 15, most: 120 }],
});
