import { answer } from "../math/queries.ts";
import { type MetricStore, windowOf } from "../metrics/store.ts";
import { type Alarm, intervalOf, type Point } from "./alarm.ts";
import { evaluationRange } from "./evaluate.ts";

/**
 * The alarm's datapoints, oldest first. The newest period ends at the last full minute (or shorter interval), so the
 * periods of an alarm slide, unlike those of a graph: AWS's sample event has five minutes from 16:59:00.
 */
export function datapoints(store: MetricStore, alarm: Alarm, now: number): readonly Point[] {
  const { period, rule, queries, watched } = alarm;
  const interval = intervalOf(alarm);
  const end = Math.floor(now / interval) * interval;
  const count = evaluationRange(rule.evaluationPeriods);
  const starts = Array.from({ length: count }, (_, index) => end - (count - index) * period);
  const setting = { store, queries, operation: "cloudwatch:PutMetricAlarm", starts: () => starts };
  const { points } = answer(setting, watched);
  return starts.map((start) => ({ start, value: points.get(start) }));
}

/** How many values a datapoint was made of; known for an alarm on one metric only. */
export function samplesOf(store: MetricStore, { queries, period }: Alarm, start: number): number | undefined {
  const stat = queries.length === 1 ? queries[0]?.MetricStat : undefined;
  if (!stat) return undefined;
  return windowOf(store.named(stat.Metric), stat.Unit, start, start + period)?.count;
}
