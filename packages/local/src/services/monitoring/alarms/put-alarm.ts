import type { MetricDataQuery, PutMetricAlarmInput } from "@aws-sdk/client-cloudwatch";
import type { World } from "../../../world/world.ts";
import { AwsError } from "../../error.ts";
import { refuseUnsupported, unsupported } from "../../supported.ts";
import { addTags } from "../../tags.ts";
import { periodOf } from "../period.ts";
import { statistic } from "../statistic.ts";
import { type Alarm, type AlarmState, type AnyAlarm, isComparison } from "./alarm.ts";
import type { Rule, TreatMissingData } from "./evaluate.ts";

const operation = "cloudwatch:PutMetricAlarm";
const treatments: readonly string[] = ["missing", "ignore", "breaching", "notBreaching"];
const day = 86_400_000;

/** Checks an alarm as it is put. One that is there already keeps its state, its tags and its metric's id. */
export function alarmOf(
  world: World,
  region: string,
  input: PutMetricAlarmInput,
  before: AnyAlarm | undefined,
): Alarm {
  refuseUnsupported(operation, input, supported);
  const { AlarmName: name = "", ComparisonOperator: comparison, Threshold: threshold } = input;
  if (name === "") throw invalid("The parameter AlarmName is required.");
  if (!isComparison(comparison)) throw unsupported(operation, `the comparison ${comparison}`);
  if (threshold === undefined) throw invalid("The parameter Threshold is required.");
  if (before?.kind === "composite") throw invalid(`A composite alarm has the name '${name}' already.`);
  for (const action of actionsOf(input))
    if (!/^arn:aws:(sns|lambda):/.test(action)) throw unsupported(operation, `the action ${action}`);
  const queries = input.Metrics ?? [single(input, before?.watched ?? world.random.uuid())];
  const [watched, ...more] = queries.filter(({ ReturnData }) => ReturnData !== false);
  if (!watched || more.length > 0)
    throw invalid("Exactly one element of the metrics list should return data.");
  for (const { MetricStat } of queries) if (MetricStat) statistic(MetricStat.Stat ?? "");
  const period = periodOf(alarmPeriod(queries), "Period");
  const now = world.clock.now();
  return {
    kind: "metric",
    name,
    region,
    arn: `arn:aws:cloudwatch:${region}:${world.account}:alarm:${name}`,
    input,
    configured: now,
    tags: before?.tags ?? addTags(new Map(), input.Tags),
    actionsEnabled: input.ActionsEnabled ?? true,
    queries,
    watched: watched.Id ?? "",
    period,
    threshold,
    comparison,
    rule: ruleOf(input, period, queries),
    state: before?.state ?? initialState(now),
  };
}

export function actionsOf(
  input: Pick<PutMetricAlarmInput, "OKActions" | "AlarmActions" | "InsufficientDataActions">,
): readonly string[] {
  return [
    ...(input.OKActions ?? []),
    ...(input.AlarmActions ?? []),
    ...(input.InsufficientDataActions ?? []),
  ];
}

function ruleOf(input: PutMetricAlarmInput, period: number, queries: readonly MetricDataQuery[]): Rule {
  const { EvaluationPeriods = 0, DatapointsToAlarm = EvaluationPeriods, TreatMissingData } = input;
  const treatment = TreatMissingData ?? "missing";
  if (!isTreatment(treatment))
    throw invalid(`The value ${treatment} is not supported for TreatMissingData parameter.`);
  if (EvaluationPeriods < 1) throw invalid("EvaluationPeriods must be at least 1.");
  if (DatapointsToAlarm < 1 || DatapointsToAlarm > EvaluationPeriods)
    throw invalid("DatapointsToAlarm must be less than or equal to EvaluationPeriods.");
  const longest = period >= 3_600_000 ? 7 * day : day;
  if (EvaluationPeriods * period > longest)
    throw invalid(
      `Metrics cannot be checked across more than ${longest === day ? "a day" : "a week"} (EvaluationPeriods * Period must be <= ${longest / 1000}).`,
    );
  // AWS: alarms on metrics of DynamoDB always ignore missing data, whatever they ask for.
  const dynamodb = queries.some(({ MetricStat }) => MetricStat?.Metric?.Namespace === "AWS/DynamoDB");
  return {
    evaluationPeriods: EvaluationPeriods,
    datapointsToAlarm: DatapointsToAlarm,
    treatMissingData: dynamodb ? "ignore" : treatment,
  };
}

function single(input: PutMetricAlarmInput, id: string): MetricDataQuery {
  const { Namespace, MetricName, Dimensions, Period, Statistic, ExtendedStatistic, Unit } = input;
  if (!Namespace || !MetricName) throw invalid("The parameters Namespace and MetricName are required.");
  const stat = Statistic ?? ExtendedStatistic;
  if (stat === undefined || (Statistic && ExtendedStatistic))
    throw invalid("Exactly one of Statistic and ExtendedStatistic must be specified.");
  statistic(stat);
  return {
    Id: id,
    MetricStat: {
      Metric: { Namespace, MetricName, ...(Dimensions && { Dimensions }) },
      Period,
      Stat: stat,
      ...(Unit && { Unit }),
    },
    ReturnData: true,
  };
}

/** Seconds; an expression has the period of its metrics. */
function alarmPeriod(queries: readonly MetricDataQuery[]): number | undefined {
  return queries.map(({ MetricStat, Period }) => MetricStat?.Period ?? Period).find(Boolean);
}

export function initialState(now: number): AlarmState {
  return {
    value: "INSUFFICIENT_DATA",
    reason: "Unchecked: Initial alarm creation",
    reasonData: undefined,
    updated: now,
    transitioned: now,
  };
}

function isTreatment(text: string): text is TreatMissingData {
  return treatments.includes(text);
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationError", message);
}

const supported = [
  "AlarmName",
  "AlarmDescription",
  "ActionsEnabled",
  "OKActions",
  "AlarmActions",
  "InsufficientDataActions",
  "MetricName",
  "Namespace",
  "Statistic",
  "ExtendedStatistic",
  "Dimensions",
  "Period",
  "Unit",
  "EvaluationPeriods",
  "DatapointsToAlarm",
  "Threshold",
  "ComparisonOperator",
  "TreatMissingData",
  "Metrics",
  "Tags",
] as const satisfies readonly (keyof PutMetricAlarmInput)[];
