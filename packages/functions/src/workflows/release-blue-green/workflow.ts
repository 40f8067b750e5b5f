import { BlueGreenRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import { awaitDecision } from "../../release/steps/await-decision.ts";
import { registerCandidate } from "../../release/steps/register-candidate.ts";
import { defineWorkflow } from "../../step.ts";
import { blueGreenMachine } from "./machine.ts";
import { checkCleanedUp } from "./steps/check-cleaned-up.ts";
import { checkPause } from "./steps/check-pause.ts";
import { checkRolledBack } from "./steps/check-rolled-back.ts";
import { cleanUp } from "./steps/clean-up.ts";
import { drain } from "./steps/drain.ts";
import { endCandidate } from "./steps/end-candidate.ts";
import { measure } from "./steps/measure.ts";
import { observeShare } from "./steps/observe-share.ts";
import { promote } from "./steps/promote.ts";
import { rollBack } from "./steps/roll-back.ts";
import { shiftTraffic } from "./steps/shift-traffic.ts";
import { startDeployment } from "./steps/start-deployment.ts";

export const releaseBlueGreen = defineWorkflow({
  name: "release-blue-green",
  description:
    "Carries a blue-green release out for `release`: the candidate is tried on the preview listener, gets all users at once, is watched while the old side is kept, and goes back at once where it has to.",
  input: z.strictObject({ release: BlueGreenRelease }),
  triggers: [],
  machine: blueGreenMachine,
  steps: [
    registerCandidate,
    startDeployment,
    checkPause,
    awaitDecision,
    shiftTraffic,
    observeShare,
    measure,
    promote,
    rollBack,
    endCandidate,
    checkRolledBack,
    drain,
    cleanUp,
    checkCleanedUp,
  ],
});
