import { PipelineRequest } from "@signalbox/core/pipeline/request";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { defineWorkflow } from "../../step.ts";
import { pipelineMachine } from "./machine.ts";
import { awaitApproval } from "./steps/await-approval.ts";
import { begin } from "./steps/begin.ts";
import { checkImage } from "./steps/check-image.ts";
import { checkStaging } from "./steps/check-staging.ts";
import { end } from "./steps/end.ts";
import { endTests } from "./steps/end-tests.ts";
import { startRelease } from "./steps/start-release.ts";
import { startTests } from "./steps/start-tests.ts";
import { takeTurn } from "./steps/take-turn.ts";
import { watchRelease } from "./steps/watch-release.ts";
import { watchTests } from "./steps/watch-tests.ts";

export const pipeline = defineWorkflow({
  name: "pipeline",
  description:
    "Takes a pushed image through the stage before, its tests and a person's approval to production, and tests that; in doubt it stops.",
  input: PipelineRequest,
  triggers: [onTrigger.push("pipeline"), onTrigger.person()],
  machine: pipelineMachine,
  steps: [
    begin,
    takeTurn,
    checkImage,
    startRelease,
    watchRelease,
    checkStaging,
    startTests,
    watchTests,
    endTests,
    awaitApproval,
    end,
  ],
});
