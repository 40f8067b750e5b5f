import type { CompositeAlarm as Described, MetricAlarm, StateValue } from "@aws-sdk/client-cloudwatch";
import { AwsError } from "../../error.ts";
import { page } from "../../page.ts";
import type { Input, Output } from "../../service.ts";
import { refuseUnsupported } from "../../supported.ts";
import { dimensionsOf } from "../metrics/store.ts";
import type { Alarm, AnyAlarm, CompositeAlarm } from "./alarm.ts";
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
    "ChildrenOfAlarmName",
    "ParentsOfAlarmName",
    "MaxRecords",
    "NextToken",
  ]);
  const { AlarmNames, AlarmNamePrefix = "", AlarmTypes, StateValue, ActionPrefix } = input;
  if (AlarmNames && AlarmNamePrefix)
    throw new AwsError("ValidationError", "AlarmNamePrefix and AlarmNames are mutually exclusive");
  const related = relativesOf(alarms, input);
  const types = AlarmTypes?.length ? AlarmTypes : related ? bothTypes : ["MetricAlarm"];
  const named = AlarmNames && [...new Set(AlarmNames)].sort().flatMap((name) => alarms.find(name) ?? []);
  const found = (named ?? alarms.list()).filter(
    (alarm) =>
      types.includes(alarm.kind === "metric" ? "MetricAlarm" : "CompositeAlarm") &&
      (related === undefined || related.includes(alarm.name)) &&
      alarm.name.startsWith(AlarmNamePrefix) &&
      (StateValue === undefined || alarm.state.value === StateValue) &&
      (ActionPrefix === undefined || actionsOf(alarm.input).some((arn) => arn.startsWith(ActionPrefix))),
  );
  const { items, nextToken } = page(found, input.NextToken, input.MaxRecords ?? 50);
  return {
    CompositeAlarms: items.flatMap((alarm) =>
      alarm.kind === "composite" ? [describedComposite(alarm)] : [],
    ),
    MetricAlarms: items.flatMap((alarm) => (alarm.kind === "metric" ? [described(alarm)] : [])),
    ...(nextToken && { NextToken: nextToken }),
  };
}

const bothTypes: readonly string[] = ["MetricAlarm", "CompositeAlarm"];

/** Names of the alarms that a composite alarm's rule reads, or of the composite alarms that read an alarm. */
function relativesOf(
  alarms: Alarms,
  { ChildrenOfAlarmName: parent, ParentsOfAlarmName: child }: Input<"monitoring", "DescribeAlarms">,
): readonly string[] | undefined {
  if (child !== undefined) return alarms.parentsOf(child).map(({ name }) => name);
  if (parent === undefined) return undefined;
  const composite = alarms.find(parent);
  return composite?.kind === "composite" ? composite.children : [];
}

export function describeAlarmsForMetric(
  alarms: Alarms,
  input: Input<"monitoring", "DescribeAlarmsForMetric">,
): Output<"monitoring", "DescribeAlarmsForMetric"> {
  const { MetricName, Namespace, Dimensions, Statistic, ExtendedStatistic, Period, Unit } = input;
  const wanted = JSON.stringify(sorted(dimensionsOf(Dimensions)));
  const found = alarms
    .onMetrics()
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

/** Deletes all or, where one is not there or a composite alarm needs it, none. */
export function deleteAlarms(alarms: Alarms, names: readonly string[], now: number): object {
  const gone = names.map((name) => alarms.get(name));
  if (gone.filter(({ kind }) => kind === "composite").length > 1)
    throw new AwsError("ValidationError", "At most one composite alarm can be deleted at a time.");
  for (const name of names)
    if (alarms.parentsOf(name).some((parent) => !names.includes(parent.name)))
      throw new AwsError(
        "ValidationError",
        `Cannot delete ${name} as there are composite alarm(s) depending on it.`,
      );
  for (const alarm of gone) {
    alarms.delete(alarm.name);
    alarms.record({ alarm, at: now, happened: { kind: "ConfigurationUpdate", type: "Delete" } });
  }
  return {};
}

function described(alarm: Alarm): MetricAlarm {
  const { Tags: _, ...given } = alarm.input;
  return { ...given, ...common(alarm), ...(!given.Metrics && { Dimensions: given.Dimensions ?? [] }) };
}

function describedComposite(alarm: CompositeAlarm): Described {
  const { Tags: _, ...given } = alarm.input;
  return { ...given, ...common(alarm) };
}

function common({ input, state, ...alarm }: AnyAlarm) {
  return {
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configured),
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: input.OKActions ?? [],
    AlarmActions: input.AlarmActions ?? [],
    InsufficientDataActions: input.InsufficientDataActions ?? [],
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
