import { describe, expect, test } from "vitest";
import { surroundings } from "../../testing.ts";
import { monitoring } from "../service.ts";

const putAlarm = (change: object) =>
  surroundings((world) => [monitoring(world)]).call("monitoring", "PutMetricAlarm", {
    AlarmName: "5xx",
    Namespace: "AWS/ApplicationELB",
    MetricName: "HTTPCode_Target_5XX_Count",
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 5,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    ...change,
  });

describe("an alarm", () => {
  test.each([
    ["two periods", [{ Period: 60 }, { Period: 300 }], "a / b", "must have the same period"],
    ["a number alone", [{ Period: 60 }, { Period: 60 }], "SUM(a)", "must return one time series"],
    ["what is no expression", [{ Period: 60 }, { Period: 60 }], "a +", "it ends too early"],
  ])("on an expression over %s is refused when it is put", async (_, stats, Expression, message) => {
    const Metrics = stats.map(({ Period }, index) => ({
      Id: index === 0 ? "a" : "b",
      MetricStat: { Metric: { Namespace: "app", MetricName: "m" }, Period, Stat: "Sum" },
      ReturnData: false,
    }));
    const none = { Namespace: undefined, MetricName: undefined, Dimensions: undefined, Statistic: undefined };
    const change = { ...none, Period: undefined, Metrics: [...Metrics, { Id: "x", Expression }] };
    await expect(putAlarm(change)).rejects.toThrow(message);
  });

  test.each([
    [{ Period: 15 }, "must be 1, 5, 10, 20, 30 or a multiple of 60"],
    [{ EvaluationPeriods: 1441 }, "EvaluationPeriods * Period must be <= 86400"],
    [{ DatapointsToAlarm: 2 }, "DatapointsToAlarm must be less than or equal to EvaluationPeriods"],
    [{ TreatMissingData: "sometimes" }, "The value sometimes is not supported for TreatMissingData"],
    [
      { Statistic: undefined, ExtendedStatistic: "tm101" },
      "The value tm101 for parameter Stat is not supported",
    ],
    [{ AlarmActions: ["arn:aws:automate:us-east-1:ec2:stop"] }, "does not implement the action"],
    [{ ComparisonOperator: "GreaterThanUpperThreshold" }, "does not implement the comparison"],
    [{ EvaluateLowSampleCountPercentile: "ignore" }, "EvaluateLowSampleCountPercentile"],
  ])("with %j is refused", async (change, message) => {
    await expect(putAlarm(change)).rejects.toThrow(message);
  });
});
