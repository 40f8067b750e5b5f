import { FailoverRequest } from "@signalbox/core/failover/request";
import { primaryDownAlarmEnd } from "@signalbox/core/platform/names";
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
import { failoverMachine } from "./machine.ts";
import { decideStep } from "./steps/decide.ts";

export const failover = defineWorkflow({
  name: "failover",
  description:
    "Brings this region up as the one that writes, where two of three observers see the other one lost or a person has planned it; in doubt it does nothing.",
  input: FailoverRequest,
  where: "several-regions",
  triggers: [
    onTrigger.event(
      "primary-region-down",
      {
        source: ["aws.cloudwatch"],
        "detail-type": ["CloudWatch Alarm State Change"],
        detail: { alarmName: [{ suffix: primaryDownAlarmEnd }], state: { value: ["ALARM"] } },
      },
      { paths: {}, template: '{"reason":"primary_region_unavailable","requestedBy":"alarm"}' },
    ),
    onTrigger.person(),
  ],
  machine: failoverMachine,
  steps: [
    decideStep,
    awaitPerson,
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
    report,
  ],
});
