import { runbook } from "../../runbook/runbook.ts";
import { freeze } from "../freeze-releases/steps/freeze.ts";
import { QuarantineRequest } from "./request.ts";
import { cutTraffic } from "./steps/cut-traffic.ts";
import { keepEvidence } from "./steps/keep-evidence.ts";
import { look } from "./steps/look.ts";

export const quarantine = runbook({
  name: "quarantine",
  description:
    "For a security incident: keeps all users out at once, lets no release begin, and keeps the database as it is for evidence. Promotes nothing and deletes nothing. Once it is known when it began, `recover-from-harm` does the rest.",
  input: QuarantineRequest,
  look,
  acts: [
    { step: cutTraffic, seconds: 5, most: 3 },
    { step: freeze, seconds: 5, most: 3 },
    { step: keepEvidence, seconds: 15, most: 240 },
  ],
});
