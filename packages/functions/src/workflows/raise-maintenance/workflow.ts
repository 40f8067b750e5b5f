import { runbook } from "../../runbook/runbook.ts";
import { RaiseRequest } from "./request.ts";
import { look } from "./steps/look.ts";
import { raise } from "./steps/raise.ts";

export const raiseMaintenance = runbook({
  name: "raise-maintenance",
  description:
    "Shows the maintenance page to all users of the region instead of the application, until somebody lowers it. Chats that stream end.",
  input: RaiseRequest,
  look,
  acts: [{ step: raise, seconds: 5, most: 3 }],
});
