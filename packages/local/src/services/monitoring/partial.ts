import type { Partials } from "../partial.ts";

export const partial: Partials<"monitoring"> = {
  DescribeAlarmHistory: "the newest 3,000 entries of a region; no contributors (AlarmContributorId)",
  GetMetricData:
    "no SEARCH, SELECT, ANOMALY_DETECTION_BAND, LAMBDA, INSIGHT_RULE_METRIC, DB_PERF_INSIGHTS or SERVICE_QUOTA in metric math, no LabelOptions; percentiles and ranges are right to 1 % of a value",
  GetMetricStatistics: "percentiles are right to 1 % of a value",
  ListMetrics: "this account only",
  PutCompositeAlarm: "no suppressor of actions, no AT_LEAST; actions are topics and functions",
  PutDashboard:
    "the body is kept until the cloud stops, and not drawn; of its contents only that it is a JSON object is checked",
  PutMetricAlarm:
    "no anomaly detection, no EvaluateLowSampleCountPercentile; actions are topics and functions; no event of a changed configuration",
  PutMetricData: "no entities; data are kept for a day",
};
