import type { Graph } from "./graph.ts";

/** Resources by stage and region; components and providers are not counted, since AWS never sees them. */
export function countsTable(graphs: readonly Graph[]): string {
  const lines = graphs.map(({ stage, resources }) => {
    const real = resources.filter(({ type }) => type.startsWith("aws:"));
    const regions = Map.groupBy(real, ({ region }) => region);
    const counts = [...regions].map(([region, { length }]) => `${region} ${length}`);
    return `${stage.padEnd(24)} ${String(real.length).padStart(5)}  ${counts.join(", ")}`;
  });
  return lines.join("\n");
}
