import { CanaryRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import { awaitDecision } from "../../release/steps/await-decision.ts";
import { registerCandidate } from "../../release/steps/register-candidate.ts";
import { defineWorkflow } from "../../step.ts";
import { checkScaledIn } from "../release-canary/steps/check-scaled-in.ts";
import { checkTargets } from "../release-canary/steps/check-targets.ts";
import { promote } from "../release-canary/steps/promote.ts";
import { readBackWeights } from "../release-canary/steps/read-back-weights.ts";
import { resumeScaling } from "../release-canary/steps/resume-scaling.ts";
import { rollBack } from "../release-canary/steps/roll-back.ts";
import { shiftTraffic } from "../release-canary/steps/shift-traffic.ts";
import { suspendScaling } from "../release-canary/steps/suspend-scaling.ts";
import { cutoverMachine } from "./machine.ts";
import { awaitDatabase } from "./steps/await-database.ts";
import { checkOld } from "./steps/check-old.ts";
import { drainOld } from "./steps/drain-old.ts";
import { lower } from "./steps/lower.ts";
import { measure } from "./steps/measure.ts";
import { raise } from "./steps/raise.ts";
import { startCandidate } from "./steps/start-candidate.ts";
import { startOld } from "./steps/start-old.ts";
import { stopSide } from "./steps/stop-side.ts";
import { takeSnapshot } from "./steps/take-snapshot.ts";
import { takeStopBack } from "./steps/take-stop-back.ts";
import { watchSnapshot } from "./steps/watch-snapshot.ts";

export const releaseMaintenanceCutover = defineWorkflow({
  name: "release-maintenance-cutover",
  description:
    "Carries a release out whose versions must not share the database: users are kept out, the old version stops, one task migrates, the new version starts; back to the snapshot where anything goes wrong.",
  input: z.strictObject({ release: CanaryRelease }),
  triggers: [],
  machine: cutoverMachine,
  steps: [
    suspendScaling,
    registerCandidate,
    raise,
    drainOld,
    stopSide,
    checkScaledIn,
    takeSnapshot,
    watchSnapshot,
    startCandidate,
    checkTargets,
    shiftTraffic,
    readBackWeights,
    lower,
    awaitDecision,
    measure,
    promote,
    takeStopBack,
    awaitDatabase,
    startOld,
    rollBack,
    checkOld,
    resumeScaling,
  ],
});
