import type { StateValue } from "@aws-sdk/client-cloudwatch";
import { type Alarm, breaches, type Comparison, type Point } from "./alarm.ts";
import { decimal, short, timestamp } from "./timestamp.ts";

/** The points of the range that decided: the newest N that are real, and where they are fewer, the newest missing ones too. */
export function decisive({ rule }: Alarm, points: readonly Point[]): readonly Point[] {
  const real = points.filter(({ value }) => value !== undefined).slice(-rule.evaluationPeriods);
  const missing = rule.evaluationPeriods - real.length;
  if (missing === 0) return real;
  const filled = points.filter(({ value }) => value === undefined).slice(-missing);
  return [...real, ...filled].sort((a, b) => a.start - b.start);
}

/** Why an alarm is in a state, in CloudWatch's words. */
export function reason(alarm: Alarm, points: readonly Point[], value: StateValue, from: StateValue): string {
  const real = points.filter((point) => point.value !== undefined).toReversed();
  const missing = points.length - real.length;
  if (value === "INSUFFICIENT_DATA") {
    const unknown = Math.max(1, missing);
    return `Insufficient Data: ${plural(unknown, "datapoint")} ${was(unknown)} unknown.`;
  }
  const filled = missing > 0 ? treated(alarm, missing) : undefined;
  if (real.length === 0)
    return `Threshold Crossed: no datapoints were received for ${plural(missing, "period")}${filled ?? ""}.`;
  return `Threshold Crossed: ${crossed(alarm, real, value, from)}${filled ?? ""}.`;
}

/** With DatapointsToAlarm, CloudWatch counts those that crossed and says how many it needed. */
function crossed(alarm: Alarm, real: readonly Point[], value: StateValue, from: StateValue): string {
  const ofMany = alarm.input.DatapointsToAlarm !== undefined;
  const over = value === "ALARM";
  const shown = ofMany
    ? real.filter((point) => point.value !== undefined && breaches(alarm, point.value) === over)
    : real;
  const list = shown.map(({ start, value }) => `${decimal(value ?? 0)} (${short(start)})`).join(", ");
  const { evaluationPeriods: n, datapointsToAlarm: m } = alarm.rule;
  const count = ofMany
    ? `${shown.length} out of the last ${n} datapoints`
    : plural(shown.length, "datapoint");
  const needed = over ? m : n - m + 1;
  const minimum = ofMany
    ? ` (minimum ${plural(needed, "datapoint")} for ${from} -> ${value} transition)`
    : "";
  return `${count} [${list}] ${was(shown.length)}${over ? "" : " not"} ${words[alarm.comparison]} the threshold (${decimal(alarm.threshold)})${minimum}`;
}

function treated({ rule }: Alarm, missing: number): string {
  const as = { breaching: "Breaching", notBreaching: "NonBreaching", missing: undefined, ignore: undefined }[
    rule.treatMissingData
  ];
  return as ? ` and ${plural(missing, "missing datapoint")} ${was(missing)} treated as [${as}]` : "";
}

/** The same as JSON text. */
export function reasonData(
  alarm: Alarm,
  points: readonly Point[],
  samplesAt: (start: number) => number | undefined,
  now: number,
): string {
  const real = points.filter(({ value }) => value !== undefined);
  const stat = alarm.queries.length === 1 ? alarm.queries[0]?.MetricStat : undefined;
  const first = real[0];
  const members = [
    `"version":"1.0"`,
    `"queryDate":"${timestamp(now)}"`,
    first && `"startDate":"${timestamp(first.start)}"`,
    stat?.Unit && `"unit":"${stat.Unit}"`,
    stat && `"statistic":"${stat.Stat}"`,
    `"period":${alarm.period / 1000}`,
    `"recentDatapoints":[${real.map(({ value }) => decimal(value ?? 0)).join(",")}]`,
    `"threshold":${decimal(alarm.threshold)}`,
    `"evaluatedDatapoints":[${points
      .toReversed()
      .map((point) => evaluated(point, samplesAt(point.start)))
      .join(",")}]`,
  ];
  return `{${members.filter(Boolean).join(",")}}`;
}

function evaluated({ start, value }: Point, samples: number | undefined): string {
  const members = [
    `"timestamp":"${timestamp(start)}"`,
    samples !== undefined && `"sampleCount":${decimal(samples)}`,
    value !== undefined && `"value":${decimal(value)}`,
  ];
  return `{${members.filter(Boolean).join(",")}}`;
}

const words: Readonly<Record<Comparison, string>> = {
  GreaterThanThreshold: "greater than",
  GreaterThanOrEqualToThreshold: "greater than or equal to",
  LessThanThreshold: "less than",
  LessThanOrEqualToThreshold: "less than or equal to",
};

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
const was = (count: number): string => (count === 1 ? "was" : "were");
