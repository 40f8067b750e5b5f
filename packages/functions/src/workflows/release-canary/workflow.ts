import { CanaryRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import { awaitDecision } from "../../release/steps/await-decision.ts";
import { registerCandidate } from "../../release/steps/register-candidate.ts";
import { defineWorkflow } from "../../step.ts";
import { canaryMachine } from "./machine.ts";
import { checkScaledIn } from "./steps/check-scaled-in.ts";
import { checkTargets } from "./steps/check-targets.ts";
import { drain } from "./steps/drain.ts";
import { measure } from "./steps/measure.ts";
import { observeShare } from "./steps/observe-share.ts";
import { openPreview } from "./steps/open-preview.ts";
import { promote } from "./steps/promote.ts";
import { readBackWeights } from "./steps/read-back-weights.ts";
import { resumeScaling } from "./steps/resume-scaling.ts";
import { rollBack } from "./steps/roll-back.ts";
import { scaleCandidate } from "./steps/scale-candidate.ts";
import { scaleIn } from "./steps/scale-in.ts";
import { shiftTraffic } from "./steps/shift-traffic.ts";
import { stickUsers } from "./steps/stick-users.ts";
import { suspendScaling } from "./steps/suspend-scaling.ts";

export const releaseCanary = defineWorkflow({
  name: "release-canary",
  description:
    "Carries a canary release out for `release`: weight by weight under watch, back to the stable side at the first alarm, kept for a while after promotion.",
  input: z.strictObject({ release: CanaryRelease }),
  triggers: [],
  machine: canaryMachine,
  steps: [
    suspendScaling,
    registerCandidate,
    scaleCandidate,
    checkTargets,
    openPreview,
    shiftTraffic,
    readBackWeights,
    observeShare,
    stickUsers,
    awaitDecision,
    measure,
    promote,
    rollBack,
    drain,
    scaleIn,
    checkScaledIn,
    resumeScaling,
  ],
});
