import { metricLine } from "../metric-line.ts";
import { type HoldMetric, type HoldWord, holdMetrics } from "./hold-metrics.ts";

/** A holder's word as a line of its log, of its service. */
export function holdLine(service: string, word: HoldWord, end: number): string {
  const names = Object.keys(holdMetrics) as HoldMetric[];
  const numbers = Object.fromEntries(names.map((key) => [holdMetrics[key], word[key]]));
  return metricLine({ by: { Service: service }, sets: [["Service"]], numbers, end });
}
