import { ReleaseRequest } from "@signalbox/core/release/request";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { defineWorkflow } from "../../step.ts";
import { releaseMachine } from "./machine.ts";
import { awaitDecision } from "./steps/await-decision.ts";
import { checkDrift } from "./steps/check-drift.ts";
import { checkScaledIn } from "./steps/check-scaled-in.ts";
import { checkTargets } from "./steps/check-targets.ts";
import { drain } from "./steps/drain.ts";
import { markStuck } from "./steps/mark-stuck.ts";
import { measure } from "./steps/measure.ts";
import { observeShare } from "./steps/observe-share.ts";
import { promote } from "./steps/promote.ts";
import { readBackWeights } from "./steps/read-back-weights.ts";
import { recordState } from "./steps/record-state.ts";
import { registerCandidate } from "./steps/register-candidate.ts";
import { report } from "./steps/report.ts";
import { resumeScaling } from "./steps/resume-scaling.ts";
import { rollBack } from "./steps/roll-back.ts";
import { scaleCandidate } from "./steps/scale-candidate.ts";
import { scaleIn } from "./steps/scale-in.ts";
import { shiftTraffic } from "./steps/shift-traffic.ts";
import { suspendScaling } from "./steps/suspend-scaling.ts";
import { takeLock } from "./steps/take-lock.ts";
import { unlock } from "./steps/unlock.ts";
import { validate } from "./steps/validate.ts";

export const release = defineWorkflow({
  name: "release",
  description:
    "Releases an image by canary: weight by weight under watch, back to the stable side at the first alarm, kept for a while after promotion.",
  input: ReleaseRequest,
  triggers: [
    // The pattern cannot know the groups: Validate refuses other repositories with Release.UnknownGroup.
    onTrigger.event(
      "ecr-push",
      {
        source: ["aws.ecr"],
        "detail-type": ["ECR Image Action"],
        detail: { "action-type": ["PUSH"], result: ["SUCCESS"], "image-tag": [{ exists: true }] },
      },
      {
        paths: {
          repository: "$.detail.repository-name",
          tag: "$.detail.image-tag",
          digest: "$.detail.image-digest",
        },
        template:
          '{"image":{"repository":<repository>,"tag":<tag>,"digest":<digest>},"requestedBy":"ecr-push"}',
      },
    ),
    onTrigger.person(),
  ],
  machine: releaseMachine,
  steps: [
    validate,
    takeLock,
    recordState,
    checkDrift,
    suspendScaling,
    registerCandidate,
    scaleCandidate,
    checkTargets,
    shiftTraffic,
    readBackWeights,
    observeShare,
    awaitDecision,
    measure,
    promote,
    rollBack,
    drain,
    scaleIn,
    checkScaledIn,
    resumeScaling,
    unlock,
    report,
    markStuck,
  ],
});
