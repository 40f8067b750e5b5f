import { FailoverChoice } from "@signalbox/core/failover/run";
import { answerRun } from "./answer-run.ts";

export const failoverAnswer = answerRun({
  name: "failover answer",
  description:
    "Answer a failover that waits for a person: let it go, or choose what becomes of a failed act.",
  shownBy: "signalbox failover status",
  actions: FailoverChoice.shape.action,
  decider: "decide-failover",
  otherwise: "signalbox failover status shows what waits",
  examples: [
    [
      'signalbox failover answer fo-1 approve --reason "the region is gone"',
      "it claims an epoch and goes on",
    ],
    ['signalbox failover answer fo-1 retry --reason "quota raised"', "the failed act is tried again"],
  ],
});
