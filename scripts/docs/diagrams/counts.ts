import { countsOf } from "../../synth/counts.ts";
import type { Graph } from "../../synth/graph.ts";

/** Resources of AWS by stage and region. */
export function countsByRegion(graphs: readonly Graph[]): string {
  return [
    "| stage | resources | by region |",
    "|---|---:|---|",
    ...graphs.map((graph) => {
      const { all, byRegion } = countsOf(graph);
      return `| ${graph.stage} | ${all} | ${byRegion} |`;
    }),
  ].join("\n");
}
