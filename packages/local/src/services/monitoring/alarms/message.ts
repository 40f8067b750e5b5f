import type { Alarm, AlarmState, AnyAlarm, CompositeAlarm } from "./alarm.ts";
import { timestamp } from "./timestamp.ts";

/** Names of regions as CloudWatch's messages write them; the id stands for one that is not listed. */
const regions: Readonly<Record<string, string>> = {
  "us-east-1": "US East (N. Virginia)",
  "us-east-2": "US East (Ohio)",
  "us-west-1": "US West (N. California)",
  "us-west-2": "US West (Oregon)",
  "eu-west-1": "EU (Ireland)",
  "eu-central-1": "EU (Frankfurt)",
};

export function subject({ name, region, state }: AnyAlarm): string {
  return `${state.value}: "${name}" in ${regions[region] ?? region}`;
}

/** What an SNS action publishes, as JSON text. */
export function snsMessage(account: string, alarm: AnyAlarm, previous: AlarmState): object {
  const { input, state } = alarm;
  return {
    AlarmName: alarm.name,
    AlarmDescription: input.AlarmDescription ?? null,
    AWSAccountId: account,
    AlarmConfigurationUpdatedTimestamp: timestamp(alarm.configured),
    NewStateValue: state.value,
    NewStateReason: state.reason,
    StateChangeTime: timestamp(state.updated),
    Region: regions[alarm.region] ?? alarm.region,
    AlarmArn: alarm.arn,
    OldStateValue: previous.value,
    OKActions: input.OKActions ?? [],
    AlarmActions: input.AlarmActions ?? [],
    InsufficientDataActions: input.InsufficientDataActions ?? [],
    ...(alarm.kind === "metric" ? { Trigger: triggerOf(alarm) } : ruleOf(alarm)),
  };
}

function triggerOf(alarm: Alarm): object {
  const { input, rule } = alarm;
  return {
    ...metricOf(alarm),
    EvaluationPeriods: rule.evaluationPeriods,
    ...(input.DatapointsToAlarm !== undefined && { DatapointsToAlarm: input.DatapointsToAlarm }),
    ComparisonOperator: alarm.comparison,
    Threshold: alarm.threshold,
    TreatMissingData: input.TreatMissingData ?? "missing",
    EvaluateLowSampleCountPercentile: "",
  };
}

function ruleOf({ input, state }: CompositeAlarm): object {
  return {
    AlarmRule: input.AlarmRule,
    TriggeringChildren: (state.triggering ?? []).map(({ arn, state: { value, transitioned } }) => ({
      Arn: arn,
      State: { Value: value, Timestamp: timestamp(transitioned) },
    })),
  };
}

function metricOf({ input, period }: Alarm): object {
  const seconds = period / 1000;
  if (input.Metrics) return { Period: seconds, Metrics: input.Metrics };
  const statistic = input.ExtendedStatistic
    ? { StatisticType: "ExtendedStatistic", ExtendedStatistic: input.ExtendedStatistic }
    : { StatisticType: "Statistic", Statistic: (input.Statistic ?? "").toUpperCase() };
  return {
    MetricName: input.MetricName,
    Namespace: input.Namespace,
    ...statistic,
    Unit: input.Unit ?? null,
    Dimensions: (input.Dimensions ?? []).map(({ Name, Value }) => ({ value: Value, name: Name })),
    Period: seconds,
  };
}
