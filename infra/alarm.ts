/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";

type Metric = Omit<
  aws.cloudwatch.MetricAlarmArgs,
  "name" | "alarmDescription" | "alarmActions" | "okActions" | "treatMissingData" | "actionsEnabled"
>;

export interface AlarmArgs extends Metric {
  /** Part of the alarm's name after `scope.names.alarm`. */
  readonly thing: string;
  /** What it means and what to do about it, for somebody who was just woken. */
  readonly description: string;
  /** What no data means: never left to CloudWatch's default. */
  readonly missing: "breaching" | "notBreaching" | "ignore" | "missing";
  /** Absent where a rule of EventBridge waits for it by its name, and nobody has to be woken. */
  readonly topicArn?: $util.Input<string>;
}

/** The topic of the region's alarms, by its name: layers before observability, which makes it, have alarms too. */
export const alarmTopicArn = ({ account, names, region }: Scope): $util.Output<string> =>
  $interpolate`arn:aws:sns:${region.region}:${account}:${names.alarmTopic}`;

/** A metric alarm that tells its topic when it goes off and when it is over. */
export function alarm(
  scope: Scope,
  id: string,
  { thing, description, missing, topicArn, ...metric }: AlarmArgs,
) {
  return new aws.cloudwatch.MetricAlarm(
    scope.id(id),
    {
      name: scope.names.alarm(thing),
      alarmDescription: description,
      treatMissingData: missing,
      ...(topicArn !== undefined && { alarmActions: [topicArn], okActions: [topicArn] }),
      ...metric,
    },
    scope.options(),
  );
}
