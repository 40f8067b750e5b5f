import type { KayentaCanary, SeriesReading } from "@signalbox/core/analysis/kayenta/kayenta-canary";
import type { Minutes } from "@signalbox/core/analysis/sources/counted-minute";
import type { Subject } from "@signalbox/core/analysis/sources/template";
import type { SourceContext } from "./query-prometheus.ts";
import { readValues } from "./read-values.ts";

/** Reads the series of a Kayenta canary: stable is the control, the candidate the experiment, over the same minutes. */
export async function readSeries(
  { sources }: Pick<KayentaCanary, "sources">,
  sides: { readonly stable: Subject; readonly candidate: Subject },
  minutes: Minutes,
  context: SourceContext,
): Promise<SeriesReading> {
  const read = await Promise.all(
    Object.entries(sources).map(async ([name, source]) => {
      const [control, experiment] = await Promise.all([
        readValues(source, sides.stable, minutes, context),
        readValues(source, sides.candidate, minutes, context),
      ]);
      const unreadable = control.unreadable ?? experiment.unreadable;
      return {
        entry: [name, { control: control.values, experiment: experiment.values }] as const,
        unreadable: unreadable === undefined ? [] : [`${name}: ${unreadable}`],
      };
    }),
  );
  return {
    series: Object.fromEntries(read.map(({ entry }) => entry)),
    unreadable: read.flatMap(({ unreadable }) => unreadable),
  };
}
