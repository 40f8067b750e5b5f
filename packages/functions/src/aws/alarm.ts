import { type CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";

export interface AlarmState {
  readonly name: string;
  /** `OK`, `ALARM` or `INSUFFICIENT_DATA`. */
  readonly state: string;
  readonly reason: string;
}

/** The named alarms that exist, metric and composite, at most 100 in one call. */
export async function readAlarms(client: CloudWatchClient, names: readonly string[]): Promise<AlarmState[]> {
  if (names.length === 0) return [];
  const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(
    new DescribeAlarmsCommand({
      AlarmNames: [...names],
      // Without AlarmTypes CloudWatch leaves composite alarms out, without MaxRecords those past the first 50.
      AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
      MaxRecords: 100,
    }),
  );
  return [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName, StateValue, StateReason }) => ({
    name: AlarmName ?? "",
    state: StateValue ?? "INSUFFICIENT_DATA",
    reason: StateReason ?? "no reason given",
  }));
}
