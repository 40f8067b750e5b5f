import { FailoverRequest } from "@signalbox/core/failover/request";
import { primaryDownAlarmEnd } from "@signalbox/core/platform/names";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { movingSteps } from "../../failover/moving-steps.ts";
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
  steps: [decideStep, ...movingSteps],
});
