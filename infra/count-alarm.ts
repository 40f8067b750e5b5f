/// <reference path="../.sst/platform/config.d.ts" />
import { type AlarmArgs, alarm } from "./alarm";
import type { Scope } from "./scope";

type CountAlarmArgs = Omit<
  AlarmArgs,
  "statistic" | "evaluationPeriods" | "comparisonOperator" | "missing" | "threshold"
> & {
  /** More than so many in one period set it off. */
  readonly threshold: number;
};

/** An alarm on events that a metric counts when they happen: no data means that nothing did. */
export function countAlarm(scope: Scope, id: string, args: CountAlarmArgs) {
  return alarm(scope, id, {
    statistic: "Sum",
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    missing: "notBreaching",
    ...args,
  });
}
