import { RecoveryRequest } from "@signalbox/core/recovery/request";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { defineWorkflow } from "../../step.ts";
import { recoverFromHarmMachine } from "./machine.ts";
import { awaitPerson } from "./steps/await-person.ts";
import { end } from "./steps/end.ts";
import { follow } from "./steps/follow.ts";
import { holdFailover } from "./steps/hold-failover.ts";
import { plan } from "./steps/plan.ts";

export const recoverFromHarm = defineWorkflow({
  name: "recover-from-harm",
  description:
    "For data that is wrong and intruders alike: keeps users out, keeps the evidence, restores what was before the harm, ends leaked passwords and shells, and lets users back once a person approves. Promotes nothing.",
  input: RecoveryRequest,
  triggers: [onTrigger.person()],
  machine: recoverFromHarmMachine,
  steps: [plan, holdFailover, follow, awaitPerson, end],
});
