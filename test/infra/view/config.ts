import { load } from "@signalbox/config/load";
import type { Config } from "@signalbox/core/config/config";
import { type Names, namesOf } from "@signalbox/core/platform/names";
import type { Graph } from "../../../scripts/synth/graph.ts";
import { perGraph } from "./per-graph.ts";

/** What the graph was made from: the stage as the repository has it. */
export const configOf = perGraph(({ stage }): Config => load(stage, {}));

export const namesIn = (graph: Graph): Names => namesOf({ name: configOf(graph).name, stage: graph.stage });
