import { expect, test } from "vitest";
import { surroundings } from "../../testing.ts";
import { monitoring } from "../service.ts";

test("an alarm's history is there newest first, by type, by name and by time", async () => {
  const { call, pass } = surroundings((world) => [monitoring(world)], { start: Date.UTC(2026, 0, 1, 12) });
  await call("monitoring", "PutMetricAlarm", {
    AlarmName: "5xx",
    Namespace: "app",
    MetricName: "errors",
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 5,
    ComparisonOperator: "GreaterThanThreshold",
    TreatMissingData: "notBreaching",
  });
  await pass(60_000);
  await call("monitoring", "SetAlarmState", { AlarmName: "5xx", StateValue: "ALARM", StateReason: "x" });
  const history = async (input: object) =>
    (await call("monitoring", "DescribeAlarmHistory", input)).AlarmHistoryItems?.map(
      ({ HistorySummary }) => HistorySummary,
    );
  const updates = ["Alarm updated from OK to ALARM", "Alarm updated from INSUFFICIENT_DATA to OK"];
  expect(await history({ HistoryItemType: "StateUpdate" })).toEqual(updates);
  expect(await history({})).toEqual([...updates, 'Alarm "5xx" created']);
  expect(await history({ AlarmName: "other" })).toEqual([]);
  expect(await history({ EndDate: new Date(Date.UTC(2026, 0, 1, 12)) })).toEqual(['Alarm "5xx" created']);
});
