import { FailbackRequest } from "@signalbox/core/failover/request";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { movingSteps } from "../../failover/moving-steps.ts";
import { defineWorkflow } from "../../step.ts";
import { failbackMachine } from "./machine.ts";
import { awaitReady } from "./steps/await-ready.ts";
import { awaitRejoin } from "./steps/await-rejoin.ts";
import { catchUp } from "./steps/catch-up.ts";
import { keepEvidence } from "./steps/keep-evidence.ts";
import { look } from "./steps/look.ts";
import { restOther } from "./steps/rest-other.ts";
import { takeTurn } from "./steps/take-turn.ts";

export const failback = defineWorkflow({
  name: "failback",
  description:
    "Brings users back to the first region after it was lost and has returned: keeps what it had, waits until it has caught up, asks a person, switches over with no loss, and lets the other one stand by again.",
  input: FailbackRequest,
  where: "several-regions",
  triggers: [onTrigger.person()],
  machine: failbackMachine,
  steps: [look, keepEvidence, awaitRejoin, catchUp, awaitReady, takeTurn, restOther, ...movingSteps],
});
