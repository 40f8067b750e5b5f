import { FailbackRequest } from "@signalbox/core/failover/request";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { awaitDatabase } from "../../failover/steps/await-database.ts";
import { awaitPerson } from "../../failover/steps/await-person.ts";
import { awaitServices } from "../../failover/steps/await-services.ts";
import { claimEpoch } from "../../failover/steps/claim-epoch.ts";
import { filesWritable } from "../../failover/steps/files-writable.ts";
import { freezeReleases } from "../../failover/steps/freeze-releases.ts";
import { promoteDatabase } from "../../failover/steps/promote-database.ts";
import { report } from "../../failover/steps/report.ts";
import { rotateCredentials } from "../../failover/steps/rotate-credentials.ts";
import { scaleServices } from "../../failover/steps/scale-services.ts";
import { turnAhead } from "../../failover/steps/turn-ahead.ts";
import { turnTraffic } from "../../failover/steps/turn-traffic.ts";
import { verifyFunctionality } from "../../failover/steps/verify-functionality.ts";
import { watchTraffic } from "../../failover/steps/watch-traffic.ts";
import { defineWorkflow } from "../../step.ts";
import { failbackMachine } from "./machine.ts";
import { awaitReady } from "./steps/await-ready.ts";
import { awaitRejoin } from "./steps/await-rejoin.ts";
import { catchUp } from "./steps/catch-up.ts";
import { keepEvidence } from "./steps/keep-evidence.ts";
import { look } from "./steps/look.ts";
import { restOther } from "./steps/rest-other.ts";
import { takeTurn } from "./steps/take-turn.ts";

export const failback = defineWorkflow({
  name: "failback",
  description:
    "Brings users back to the first region after it was lost and has returned: keeps what it had, waits until it has caught up, asks a person, switches over with no loss, and lets the other one stand by again.",
  input: FailbackRequest,
  where: "several-regions",
  triggers: [onTrigger.person()],
  machine: failbackMachine,
  steps: [
    look,
    keepEvidence,
    awaitRejoin,
    catchUp,
    awaitReady,
    awaitPerson,
    takeTurn,
    claimEpoch,
    freezeReleases,
    turnAhead,
    promoteDatabase,
    awaitDatabase,
    rotateCredentials,
    filesWritable,
    scaleServices,
    awaitServices,
    verifyFunctionality,
    turnTraffic,
    watchTraffic,
    restOther,
    report,
  ],
});
