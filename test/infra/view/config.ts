import { load } from "@signalbox/config/load";
import type { Config } from "@signalbox/core/config/config";
import { madeOnce } from "@signalbox/core/made-once";
import { type Names, namesOf } from "@signalbox/core/platform/names";
import type { Graph } from "../../../scripts/synth/graph.ts";

/** What the graph was made from: the stage as the repository has it. */
export const configOf = madeOnce(({ stage }: Graph): Config => load(stage, {}));

export const namesIn = (graph: Graph): Names => namesOf({ name: configOf(graph).name, stage: graph.stage });
