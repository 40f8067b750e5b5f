import { RestoreOrder } from "@signalbox/core/backup/run/restoration";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { awaitJob } from "../../backup/steps/await-job.ts";
import { removeBeside } from "../../restore/steps/remove-beside.ts";
import { restoreBeside } from "../../restore/steps/restore-beside.ts";
import { defineWorkflow } from "../../step.ts";
import { restoreMachine } from "./machine.ts";
import { awaitPerson } from "./steps/await-person.ts";
import { begin } from "./steps/begin.ts";
import { checkServing } from "./steps/check-serving.ts";
import { compare } from "./steps/compare.ts";
import { end } from "./steps/end.ts";
import { letServe } from "./steps/let-serve.ts";
import { plan } from "./steps/plan.ts";
import { restartServices } from "./steps/restart-services.ts";
import { switchOver } from "./steps/switch-connection.ts";
import { takeGroupLocks } from "./steps/take-groups.ts";
import { watchBeside } from "./steps/watch-beside.ts";

export const restore = defineWorkflow({
  name: "restore",
  description:
    "Restores the database or the files beside what serves, verifies them, switches the services to them, and keeps a way back; has configuration and secrets written back.",
  input: RestoreOrder,
  triggers: [onTrigger.person()],
  machine: restoreMachine,
  steps: [
    plan,
    begin,
    awaitJob,
    restoreBeside,
    watchBeside,
    compare,
    awaitPerson,
    takeGroupLocks,
    switchOver,
    restartServices,
    checkServing,
    letServe,
    removeBeside,
    end,
  ],
});
