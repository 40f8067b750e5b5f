import type { AlarmHistoryItem } from "@aws-sdk/client-cloudwatch";
import { page } from "../../page.ts";
import type { Input, Output } from "../../service.ts";
import { refuseUnsupported, unsupported } from "../../supported.ts";
import type { AlarmState } from "./alarm.ts";
import type { Alarms, Change } from "./registry.ts";

const operation = "cloudwatch:DescribeAlarmHistory";

/** Changes of state, newest first. Updates of configuration and actions are not kept, so only StateUpdate may be asked for. */
export function describeAlarmHistory(
  alarms: Alarms,
  input: Input<"monitoring", "DescribeAlarmHistory">,
): Output<"monitoring", "DescribeAlarmHistory"> {
  refuseUnsupported(operation, input, [
    "AlarmName",
    "HistoryItemType",
    "StartDate",
    "EndDate",
    "MaxRecords",
    "NextToken",
    "ScanBy",
  ]);
  const { AlarmName, HistoryItemType, StartDate, EndDate, MaxRecords = 100, ScanBy } = input;
  if (HistoryItemType !== "StateUpdate")
    throw unsupported(operation, `the history item type ${HistoryItemType ?? "(all)"}; it keeps StateUpdate`);
  const found = alarms
    .changes()
    .filter(
      ({ alarm, to }) =>
        (AlarmName === undefined || alarm === AlarmName) &&
        to.updated >= (StartDate?.getTime() ?? 0) &&
        to.updated <= (EndDate?.getTime() ?? Number.POSITIVE_INFINITY),
    );
  const ordered = ScanBy === "TimestampAscending" ? found : found.toReversed();
  const { items, nextToken } = page(ordered, input.NextToken, MaxRecords);
  return { AlarmHistoryItems: items.map(item), ...(nextToken && { NextToken: nextToken }) };
}

function item({ alarm, from, to }: Change): AlarmHistoryItem {
  return {
    AlarmName: alarm,
    AlarmType: "MetricAlarm",
    Timestamp: new Date(to.updated),
    HistoryItemType: "StateUpdate",
    HistorySummary: `Alarm updated from ${from.value} to ${to.value}`,
    HistoryData: JSON.stringify({ version: "1.0", oldState: stateOf(from), newState: stateOf(to) }),
  };
}

function stateOf({ value, reason, reasonData }: AlarmState): object {
  return {
    stateValue: value,
    stateReason: reason,
    // What SetAlarmState was given may be no JSON.
    ...(reasonData !== undefined && { stateReasonData: parsed(reasonData) }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
