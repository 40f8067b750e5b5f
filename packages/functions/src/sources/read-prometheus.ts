import { countMinutes, type Minutes, type Reading } from "@signalbox/core/analysis/sources/counted-minute";
import type { PrometheusSource } from "@signalbox/core/analysis/sources/prometheus";
import { fillTemplate, type Subject } from "@signalbox/core/analysis/sources/template";
import { queryPrometheus, type SourceContext } from "./query-prometheus.ts";

/** Counts one side of one service in Prometheus. Reads only; safe to run twice. */
export async function readPrometheus(
  source: PrometheusSource,
  subject: Subject,
  minutes: Minutes,
  context: SourceContext,
): Promise<Reading> {
  const ask = (query: string) => queryPrometheus(source, fillTemplate(query, subject), minutes, context);
  const [bad, total] = await Promise.all([ask(source.bad), ask(source.total)]);
  if ("unreadable" in bad) return { minutes: [], unreadable: bad.unreadable };
  if ("unreadable" in total) return { minutes: [], unreadable: total.unreadable };
  return { minutes: countMinutes(minutes, bad.points, total.points) };
}
