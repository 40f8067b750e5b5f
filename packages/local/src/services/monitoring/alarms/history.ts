import type { AlarmHistoryItem } from "@aws-sdk/client-cloudwatch";
import { page } from "../../page.ts";
import type { Input, Output } from "../../service.ts";
import { refuseUnsupported } from "../../supported.ts";
import type { Alarms, HistoryEntry } from "./registry.ts";

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
      ({ alarm, alarmType, kind, at }) =>
        (AlarmName === undefined || alarm === AlarmName) &&
        types.includes(alarmType) &&
        (HistoryItemType === undefined || kind === HistoryItemType) &&
        at >= (StartDate?.getTime() ?? 0) &&
        at <= (EndDate?.getTime() ?? Number.POSITIVE_INFINITY),
    );
  const ordered = ScanBy === "TimestampAscending" ? found : found.toReversed();
  const { items, nextToken } = page(ordered, input.NextToken, MaxRecords);
  return { AlarmHistoryItems: items.map(item), ...(nextToken && { NextToken: nextToken }) };
}

const item = ({ alarm, alarmType, kind, at, summary, data }: HistoryEntry): AlarmHistoryItem => ({
  AlarmName: alarm,
  AlarmType: alarmType,
  Timestamp: new Date(at),
  HistoryItemType: kind,
  HistorySummary: summary,
  HistoryData: data,
});
