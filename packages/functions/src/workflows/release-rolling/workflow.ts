import { RollingRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import { awaitDecision } from "../../release/steps/await-decision.ts";
import { registerCandidate } from "../../release/steps/register-candidate.ts";
import { defineWorkflow } from "../../step.ts";
import { rollingMachine } from "./machine.ts";
import { checkDeployment } from "./steps/check-deployment.ts";
import { close } from "./steps/close.ts";
import { measure } from "./steps/measure.ts";
import { promote } from "./steps/promote.ts";
import { rollBack } from "./steps/roll-back.ts";
import { startDeployment } from "./steps/start-deployment.ts";

export const releaseRolling = defineWorkflow({
  name: "release-rolling",
  description:
    "Carries a rolling release out for `release`: ECS replaces task after task under watch, all services go back together at the first alarm.",
  input: z.strictObject({ release: RollingRelease }),
  triggers: [],
  machine: rollingMachine,
  steps: [
    registerCandidate,
    startDeployment,
    checkDeployment,
    awaitDecision,
    measure,
    promote,
    close,
    rollBack,
  ],
});
