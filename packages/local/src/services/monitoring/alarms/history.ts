import { page } from "../../page.ts";
import type { Input, Output } from "../../service.ts";
import { refuseUnsupported } from "../../supported.ts";
import { historyItem, typeOf } from "./history-entry.ts";
import type { Alarms } from "./registry.ts";

const operation = "cloudwatch:DescribeAlarmHistory";

/** What happened to alarms, newest first; of alarms on metrics unless AlarmTypes says otherwise, as on AWS. */
export function describeAlarmHistory(
  alarms: Alarms,
  input: Input<"monitoring", "DescribeAlarmHistory">,
): Output<"monitoring", "DescribeAlarmHistory"> {
  refuseUnsupported(operation, input, [
    "AlarmName",
    "AlarmTypes",
    "HistoryItemType",
    "StartDate",
    "EndDate",
    "MaxRecords",
    "NextToken",
    "ScanBy",
  ]);
  const { AlarmName, AlarmTypes, HistoryItemType, StartDate, EndDate, MaxRecords = 100, ScanBy } = input;
  const types = AlarmTypes?.length ? AlarmTypes : ["MetricAlarm"];
  const found = alarms
    .history()
    .filter(
      ({ alarm, at, happened }) =>
        (AlarmName === undefined || alarm.name === AlarmName) &&
        types.includes(typeOf(alarm)) &&
        (HistoryItemType === undefined || happened.kind === HistoryItemType) &&
        at >= (StartDate?.getTime() ?? 0) &&
        at <= (EndDate?.getTime() ?? Number.POSITIVE_INFINITY),
    );
  const ordered = ScanBy === "TimestampAscending" ? found : found.toReversed();
  const { items, nextToken } = page(ordered, input.NextToken, MaxRecords);
  return { AlarmHistoryItems: items.map(historyItem), ...(nextToken && { NextToken: nextToken }) };
}
