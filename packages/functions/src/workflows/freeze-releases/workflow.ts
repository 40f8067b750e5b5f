import { runbook } from "../../runbook/runbook.ts";
import { FreezeRequest } from "./request.ts";
import { freeze } from "./steps/freeze.ts";
import { look } from "./steps/look.ts";

export const freezeReleases = runbook({
  name: "freeze-releases",
  description:
    "Lets no release begin for some time, of one group or of all; those that run go on. Users notice nothing.",
  input: FreezeRequest,
  look,
  acts: [{ step: freeze, seconds: 5, most: 3 }],
});
