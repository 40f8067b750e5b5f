import { runbook } from "../../runbook/runbook.ts";
import { ZoneRequest } from "../../zone/request.ts";
import { look } from "./steps/look.ts";
import { moveTasks } from "./steps/move-tasks.ts";

export const drainZone = runbook({
  name: "drain-zone",
  description:
    "Takes all tasks out of an availability zone that is sick: new ones start in the other zones, and those there end once the new ones serve. `return-zone` lets them back.",
  input: ZoneRequest,
  look,
  // As long as a rolling release may take.
  acts: [{ step: moveTasks, seconds: 15, most: 120 }],
});
