import type { Graph } from "../../synth/graph.ts";

/** Resources of AWS by stage and region. */
export function countsByRegion(graphs: readonly Graph[]): string {
  return [
    "| stage | resources | by region |",
    "|---|---:|---|",
    ...graphs.map(({ stage, resources }) => {
      const real = resources.filter(({ type }) => type.startsWith("aws:"));
      const regions = [...Map.groupBy(real, ({ region }) => region)].map(
        ([name, { length }]) => `${name} ${length}`,
      );
      return `| ${stage} | ${real.length} | ${regions.join(", ")} |`;
    }),
  ].join("\n");
}
