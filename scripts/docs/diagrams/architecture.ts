import { load, names } from "@signalbox/config/load";
import { readGraph } from "../../synth/graph.ts";
import { diagrams } from "./all.ts";
import { withDiagrams } from "./page.ts";

/** The stage that is drawn: the largest. */
const drawn = "production";

export const architecturePath = "docs/architecture.md";

/** The page with what the graphs of the last synthesis draw. */
export function architecturePage(page: string): string {
  const others = names.filter((stage) => stage !== drawn).map((stage) => readGraph(stage));
  const order = load(drawn, {}).regions.map(({ region }) => region);
  return withDiagrams(page, diagrams([readGraph(drawn), ...others], order));
}
