import { judgeServices } from "@signalbox/core/analysis/kayenta/judge-services";
import type { KayentaCanary, SeriesReading } from "@signalbox/core/analysis/kayenta/kayenta-canary";
import type { Minutes } from "@signalbox/core/analysis/sources/counted-minute";
import type { SourceContext } from "../sources/query-prometheus.ts";
import { readSeries } from "../sources/read-series.ts";
import type { Compared } from "./analyse.ts";

/** Reads both sides of every service anew and has Kayenta's judge compare them. Reads only; safe to run twice. */
export async function judgeByKayenta(
  context: SourceContext,
  canary: KayentaCanary,
  compared: readonly Compared[],
  windows: Readonly<Record<keyof Compared, Minutes>>,
): Promise<ReturnType<typeof judgeServices>> {
  const readings: Record<string, SeriesReading> = {};
  for (const sides of compared)
    readings[sides.candidate.name] = await readSeries(canary, sides, windows, context);
  return judgeServices(canary, readings);
}
