import { runbook } from "../../runbook/runbook.ts";
import { LowerRequest } from "./request.ts";
import { look } from "./steps/look.ts";
import { lower } from "./steps/lower.ts";

export const lowerMaintenance = runbook({
  name: "lower-maintenance",
  description: "Takes the maintenance page away: users reach the application again.",
  input: LowerRequest,
  look,
  acts: [{ step: lower, seconds: 5, most: 3 }],
});
