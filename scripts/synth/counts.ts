import type { Graph } from "./graph.ts";

/** How many resources a stage has, in all and by region; components and providers are not counted: AWS never sees them. */
export function countsOf({ resources }: Graph): { readonly all: number; readonly byRegion: string } {
  const real = resources.filter(({ type }) => type.startsWith("aws:"));
  const regions = Map.groupBy(real, ({ region }) => region);
  return {
    all: real.length,
    byRegion: [...regions].map(([region, { length }]) => `${region} ${length}`).join(", "),
  };
}

/** Resources by stage and region, for a terminal. */
export const countsTable = (graphs: readonly Graph[]): string =>
  graphs
    .map((graph) => {
      const { all, byRegion } = countsOf(graph);
      return `${graph.stage.padEnd(24)} ${String(all).padStart(5)}  ${byRegion}`;
    })
    .join("\n");
