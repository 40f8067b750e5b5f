import { metricLine } from "../metric-line.ts";
import { type HoldMetric, type HoldWord, holdMetrics, spilledMetric } from "./hold-metrics.ts";

/** A holder's word as a line of its log, of its service. */
export const holdLine = (service: string, word: HoldWord, end: number): string =>
  metricLine({ by: { Service: service }, sets: [["Service"]], numbers: numbersOf(word), end });

/** By the names of the metrics. */
export function numbersOf(word: HoldWord): Readonly<Record<string, number>> {
  const names = Object.keys(holdMetrics) as HoldMetric[];
  return {
    ...Object.fromEntries(names.map((key) => [holdMetrics[key], word[key]])),
    ...(word.spilled !== undefined && { [spilledMetric]: word.spilled }),
  };
}
