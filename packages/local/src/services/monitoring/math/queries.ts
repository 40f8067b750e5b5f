import type { MetricDataQuery, MetricStat } from "@aws-sdk/client-cloudwatch";
import { AwsError } from "../../error.ts";
import { refuseUnsupported, unsupported } from "../../supported.ts";
import { type MetricStore, windowOf } from "../metrics/store.ts";
import { periodOf } from "../period.ts";
import { statistic } from "../statistic.ts";
import { compute } from "./compute.ts";
import { linear, repeat } from "./functions.ts";
import { type Expression, idsOf, parse } from "./parse.ts";
import { syntax } from "./token.ts";
import { isList, type Points, type Value } from "./value.ts";

export interface Answer {
  readonly points: Points;
  readonly label: string;
}

interface Computed {
  readonly value: Value;
  /** Milliseconds. */
  readonly period: number;
  readonly label: string;
}

export interface Setting {
  readonly store: MetricStore;
  readonly queries: readonly MetricDataQuery[];
  /** For errors, such as cloudwatch:GetMetricData. */
  readonly operation: string;
  /** Starts of the periods of that many milliseconds that are asked for. */
  starts(period: number): readonly number[];
}

/** Answers one of the queries, which may read the others by id. */
export function answer(setting: Setting, id: string): Answer {
  const [only, ...more] = answers(setting, id);
  if (only && more.length === 0) return only;
  throw new AwsError("ValidationError", `The expression '${id}' must return one time series.`);
}

/** The same where an expression may return several time series. */
export function answers(setting: Setting, id: string): readonly Answer[] {
  const { value, label } = computed(setting, id, []);
  if (typeof value === "number")
    throw new AwsError("ValidationError", `The expression '${id}' must return one time series or several.`);
  return isList(value) ? value.map((points) => ({ points, label })) : [{ points: value, label }];
}

function computed(setting: Setting, id: string, above: readonly string[]): Computed {
  const query = setting.queries.find(({ Id }) => Id === id);
  if (!query) throw new AwsError("ValidationError", `No MetricDataQuery has the id '${id}'.`);
  if (above.includes(id))
    throw new AwsError("ValidationError", `The expression '${id}' reads itself through ${above.join(", ")}.`);
  refuseUnsupported(setting.operation, query, [
    "Id",
    "MetricStat",
    "Expression",
    "Label",
    "ReturnData",
    "Period",
  ]);
  if (query.MetricStat) return metricOf(setting, query.MetricStat, query.Label);
  if (query.Expression === undefined)
    throw new AwsError("ValidationError", `The query '${id}' has neither MetricStat nor Expression.`);
  return expressionOf(setting, query, query.Expression, [...above, id]);
}

function metricOf(setting: Setting, stat: MetricStat, label: string | undefined): Computed {
  const { Metric, Period, Stat = "", Unit } = stat;
  const period = periodOf(Period, "Period");
  const read = statistic(Stat);
  const metric = setting.store.named(Metric);
  const points = new Map<number, number>();
  for (const start of setting.starts(period)) {
    const values = windowOf(metric, Unit, start, start + period);
    const value = values && read(values);
    if (value !== undefined) points.set(start, value);
  }
  return { value: points, period, label: label ?? Metric?.MetricName ?? "" };
}

function expressionOf(
  setting: Setting,
  { Id = "", Label, Period }: MetricDataQuery,
  text: string,
  above: readonly string[],
): Computed {
  if (/^\s*(SELECT|SEARCH)\b/i.test(text)) throw unsupported("metric math", "SELECT and SEARCH");
  const expression = parse(text);
  const metrics = setting.queries.flatMap(({ Id, MetricStat }) => (Id && MetricStat ? [Id] : []));
  const inputs = new Map<string, Computed>();
  for (const id of idsOf(expression, metrics))
    if (!words.has(id)) inputs.set(id, inputs.get(id) ?? computed(setting, id, above));
  const period = periodFor(expression, inputs, Period, text);
  const value = compute(expression, {
    text,
    starts: setting.starts(period),
    read: (id) => words.get(id) ?? inputs.get(id)?.value ?? repeat,
    metrics,
    periodOf: (id) => (inputs.get(id)?.period ?? period) / 1000,
  });
  return { value, period, label: Label ?? Id };
}

/** FILL's second argument; no metric may have such an id, which begins with a small letter. */
const words: ReadonlyMap<string, Points> = new Map([
  ["REPEAT", repeat],
  ["LINEAR", linear],
]);

function periodFor(
  expression: Expression,
  inputs: ReadonlyMap<string, Computed>,
  given: number | undefined,
  text: string,
): number {
  const periods = new Set([...inputs.values()].map(({ period }) => period));
  if (periods.size > 1) throw syntax(text, "all metrics of an expression must have the same period");
  const [period] = periods;
  if (period !== undefined) return period;
  if (given !== undefined) return periodOf(given, "Period");
  throw syntax(text, `an expression of kind ${expression.kind} reads no metric`);
}
