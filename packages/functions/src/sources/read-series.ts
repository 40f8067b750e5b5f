import type { KayentaCanary, SeriesReading } from "@signalbox/core/analysis/kayenta/kayenta-canary";
import type { Minutes } from "@signalbox/core/analysis/sources/counted-minute";
import type { Subject } from "@signalbox/core/analysis/sources/template";
import type { SourceContext } from "./query-prometheus.ts";
import { readValues } from "./read-values.ts";

/** Reads the series of a Kayenta canary: stable is the control, the candidate the experiment, each over minutes of its own. */
export async function readSeries(
  { sources }: Pick<KayentaCanary, "sources">,
  sides: { readonly stable: Subject; readonly candidate: Subject },
  windows: Readonly<Record<"stable" | "candidate", Minutes>>,
  context: SourceContext,
): Promise<SeriesReading> {
  const read = await Promise.all(
    Object.entries(sources).map(async ([name, source]) => {
      const [control, experiment] = await Promise.all([
        readValues(source, sides.stable, windows.stable, context),
        readValues(source, sides.candidate, windows.candidate, context),
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
