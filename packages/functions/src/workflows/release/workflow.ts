import { ReleaseRequest } from "@signalbox/core/release/request";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { defineWorkflow } from "../../step.ts";
import { releaseMachine } from "./machine.ts";
import { checkDrift } from "./steps/check-drift.ts";
import { chooseStrategy } from "./steps/choose-strategy.ts";
import { compareAgain } from "./steps/compare-again.ts";
import { markStuck } from "./steps/mark-stuck.ts";
import { recordState } from "./steps/record-state.ts";
import { report } from "./steps/report.ts";
import { reportRefusal } from "./steps/report-refusal.ts";
import { takeLock } from "./steps/take-lock.ts";
import { unlock } from "./steps/unlock.ts";
import { validate } from "./steps/validate.ts";

export const release = defineWorkflow({
  name: "release",
  description:
    "Releases an image: validates, takes the group's lock, hands over to the machine of the group's strategy, gives the lock back, reports.",
  input: ReleaseRequest,
  triggers: [
    // Its pattern cannot know the groups: Validate refuses other repositories with Release.UnknownGroup.
    onTrigger.push("release"),
    onTrigger.person(),
  ],
  machine: releaseMachine,
  steps: [
    validate,
    takeLock,
    compareAgain,
    recordState,
    checkDrift,
    chooseStrategy,
    unlock,
    report,
    reportRefusal,
    markStuck,
  ],
});
