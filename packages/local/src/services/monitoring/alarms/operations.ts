import type { MetricAlarm, StateValue } from "@aws-sdk/client-cloudwatch";
import { AwsError } from "../../error.ts";
import { page } from "../../page.ts";
import type { Input, Output } from "../../service.ts";
import { refuseUnsupported } from "../../supported.ts";
import { dimensionsOf } from "../metrics/store.ts";
import type { Alarm } from "./alarm.ts";
import { actionsOf } from "./put-alarm.ts";
import type { Alarms } from "./registry.ts";
import type { Watch } from "./watch.ts";

export function describeAlarms(
  alarms: Alarms,
  input: Input<"monitoring", "DescribeAlarms">,
): Output<"monitoring", "DescribeAlarms"> {
  refuseUnsupported("cloudwatch:DescribeAlarms", input, [
    "AlarmNames",
    "AlarmNamePrefix",
    "AlarmTypes",
    "StateValue",
    "ActionPrefix",
    "MaxRecords",
    "NextToken",
  ]);
  const { AlarmNames, AlarmNamePrefix = "", AlarmTypes = ["MetricAlarm"], StateValue, ActionPrefix } = input;
  if (AlarmNames && AlarmNamePrefix)
    throw new AwsError("ValidationError", "AlarmNamePrefix and AlarmNames are mutually exclusive");
  const found = alarms
    .list()
    .filter(
      (alarm) =>
        AlarmTypes.includes("MetricAlarm") &&
        (AlarmNames === undefined || AlarmNames.includes(alarm.name)) &&
        alarm.name.startsWith(AlarmNamePrefix) &&
        (StateValue === undefined || alarm.state.value === StateValue) &&
        (ActionPrefix === undefined || actionsOf(alarm.input).some((arn) => arn.startsWith(ActionPrefix))),
    );
  const { items, nextToken } = page(found, input.NextToken, input.MaxRecords ?? 50);
  return {
    CompositeAlarms: [],
    MetricAlarms: items.map(described),
    ...(nextToken && { NextToken: nextToken }),
  };
}

export function describeAlarmsForMetric(
  alarms: Alarms,
  input: Input<"monitoring", "DescribeAlarmsForMetric">,
): Output<"monitoring", "DescribeAlarmsForMetric"> {
  const { MetricName, Namespace, Dimensions, Statistic, ExtendedStatistic, Period, Unit } = input;
  const wanted = JSON.stringify(sorted(dimensionsOf(Dimensions)));
  const found = alarms
    .list()
    .filter(
      ({ input: alarm }) =>
        alarm.MetricName === MetricName &&
        alarm.Namespace === Namespace &&
        JSON.stringify(sorted(dimensionsOf(alarm.Dimensions))) === wanted &&
        (Statistic === undefined || alarm.Statistic === Statistic) &&
        (ExtendedStatistic === undefined || alarm.ExtendedStatistic === ExtendedStatistic) &&
        (Period === undefined || alarm.Period === Period) &&
        (Unit === undefined || alarm.Unit === Unit),
    );
  return { MetricAlarms: found.map(described) };
}

export function setAlarmState(
  alarms: Alarms,
  watch: Watch,
  { AlarmName, StateValue, StateReason = "", StateReasonData }: Input<"monitoring", "SetAlarmState">,
): object {
  const alarm = alarms.get(AlarmName);
  if (!isState(StateValue))
    throw new AwsError(
      "ValidationError",
      `1 validation error detected: Value '${StateValue}' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]`,
    );
  watch.change(alarm, { value: StateValue, reason: StateReason, reasonData: StateReasonData });
  return {};
}

/** Names that are not there are passed over, as on AWS. */
export function enableActions(alarms: Alarms, names: readonly string[], actionsEnabled: boolean): object {
  for (const name of names) {
    const alarm = alarms.find(name);
    if (alarm) alarms.put({ ...alarm, actionsEnabled });
  }
  return {};
}

/** Deletes all or, where one is not there, none. */
export function deleteAlarms(alarms: Alarms, names: readonly string[]): object {
  for (const name of names) alarms.get(name);
  for (const name of names) alarms.delete(name);
  return {};
}

function described({ input, state, ...alarm }: Alarm): MetricAlarm {
  const { Tags: _, ...given } = input;
  return {
    ...given,
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configured),
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: input.OKActions ?? [],
    AlarmActions: input.AlarmActions ?? [],
    InsufficientDataActions: input.InsufficientDataActions ?? [],
    ...(!input.Metrics && { Dimensions: input.Dimensions ?? [] }),
    StateValue: state.value,
    StateReason: state.reason,
    ...(state.reasonData !== undefined && { StateReasonData: state.reasonData }),
    StateUpdatedTimestamp: new Date(state.updated),
    StateTransitionedTimestamp: new Date(state.transitioned),
  };
}

function isState(value: string | undefined): value is StateValue {
  return value === "OK" || value === "ALARM" || value === "INSUFFICIENT_DATA";
}

function sorted(record: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
