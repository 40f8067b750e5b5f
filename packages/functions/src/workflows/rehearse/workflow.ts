import { RehearseInput } from "@signalbox/core/upgrade/rehearse-run";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { lookAtBeside } from "../../restore/steps/look-at-beside.ts";
import { removeBeside } from "../../restore/steps/remove-beside.ts";
import { restoreBeside } from "../../restore/steps/restore-beside.ts";
import { defineWorkflow } from "../../step.ts";
import { beginMigration } from "../../upgrade/steps/begin-migration.ts";
import { endMigration } from "../../upgrade/steps/end-migration.ts";
import { watchMigration } from "../../upgrade/steps/watch-migration.ts";
import { rehearseMachine } from "./machine.ts";
import { begin } from "./steps/begin.ts";
import { end } from "./steps/end.ts";
import { forget } from "./steps/forget.ts";
import { judge } from "./steps/judge.ts";

export const rehearse = defineWorkflow({
  name: "rehearse",
  description:
    "Rehearses what an image does to the database: clones it, has the image migrate the clone, asks the old version's statements of it, judges, and removes it.",
  input: RehearseInput,
  triggers: [
    onTrigger.person(),
    // Its clone would cost by the hour until somebody rehearses again.
    onTrigger.event(
      "rehearsal-stopped",
      {
        source: ["aws.states"],
        "detail-type": ["Step Functions Execution Status Change"],
        detail: {
          status: ["ABORTED", "TIMED_OUT"],
          stateMachineArn: [{ wildcard: "*:stateMachine:*-rehearse" }],
        },
      },
      { paths: { input: "$.detail.input" }, template: '{"stopped":<input>}' },
    ),
  ],
  machine: rehearseMachine,
  steps: [
    begin,
    restoreBeside,
    lookAtBeside,
    beginMigration,
    watchMigration,
    judge,
    endMigration,
    removeBeside,
    forget,
    end,
  ],
});
