/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";

export interface CompositeAlarmArgs {
  /** Part of the alarm's name after `scope.names.alarm`. */
  readonly thing: string;
  readonly description: string;
  /** The alarms that it looks at; `all` of them have to be in ALARM, or `any`, or as a rule says that names them. */
  readonly of: readonly (aws.cloudwatch.MetricAlarm | aws.cloudwatch.CompositeAlarm)[];
  readonly when: "all" | "any" | { readonly rule: string };
  readonly topicArn: $util.Input<string>;
}

/** An alarm of alarms. */
export function compositeAlarm(
  scope: Scope,
  id: string,
  { thing, description, of, when, topicArn }: CompositeAlarmArgs,
) {
  const names = of.map((each) => ("alarmName" in each ? each.alarmName : each.name));
  return new aws.cloudwatch.CompositeAlarm(
    scope.id(id),
    {
      alarmName: scope.names.alarm(thing),
      alarmDescription: description,
      alarmRule:
        typeof when === "object"
          ? when.rule
          : $util
              .all(names)
              .apply((all) => all.map((name) => `ALARM("${name}")`).join(when === "all" ? " AND " : " OR ")),
      alarmActions: [topicArn],
      okActions: [topicArn],
    },
    scope.options({ dependsOn: [...of] }),
  );
}
