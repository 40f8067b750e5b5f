import { answerId, metricQueries } from "@signalbox/core/analysis/sources/cloudwatch-queries";
import type { Minutes, Points } from "@signalbox/core/analysis/sources/counted-minute";
import { fillTemplate, type Subject } from "@signalbox/core/analysis/sources/template";
import { type ValueSource, valuesOf } from "@signalbox/core/analysis/sources/value-source";
import { readMetricData } from "../aws/metric-data.ts";
import { queryPrometheus, type SourceContext } from "./query-prometheus.ts";

/** A value for each minute, NaN where there is none, and why there are none at all. */
export interface Values {
  readonly values: readonly number[];
  readonly unreadable?: string;
}

/** Reads one value a minute of one side of one service. CloudWatch's errors are thrown. Reads only; safe to run twice. */
export async function readValues(
  source: ValueSource,
  subject: Subject,
  minutes: Minutes,
  context: SourceContext,
): Promise<Values> {
  // Neither source takes a window of nothing.
  if (minutes.end <= minutes.start) return { values: [] };
  if (source.kind === "prometheus") {
    const read = await queryPrometheus(source, fillTemplate(source.value, subject), minutes, context);
    return "unreadable" in read
      ? { values: valuesOf(minutes, new Map()), unreadable: read.unreadable }
      : { values: valuesOf(minutes, read.points) };
  }
  const queries = metricQueries(source.metrics, { value: source.value }, subject, "v");
  const answer = await readMetricData(context.aws.cloudWatch, minutes, queries);
  const points: Points = answer.get(answerId("v", "value")) ?? new Map();
  return { values: valuesOf(minutes, points) };
}
