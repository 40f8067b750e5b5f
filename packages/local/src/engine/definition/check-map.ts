import { isObject } from "../json.ts";
import type { Finding } from "./finding.ts";
import { schemaFinding } from "./finding.ts";
import type { Place } from "./walk.ts";

const tolerance = [
  "ToleratedFailureCount",
  "ToleratedFailureCountPath",
  "ToleratedFailurePercentage",
  "ToleratedFailurePercentagePath",
];

/** A distributed Map here tolerates no failure: what says otherwise is named. A Label belongs to distributed Maps alone. */
export function checkMap({ state, location }: Place): readonly Finding[] {
  if (state.Type !== "Map") return [];
  const { ItemProcessor: processor = state.Iterator } = state;
  const config = isObject(processor) ? processor.ProcessorConfig : undefined;
  const isDistributed = isObject(config) && config.Mode === "DISTRIBUTED";
  const refused = isDistributed
    ? tolerance.filter((field) => state[field] !== undefined && state[field] !== 0)
    : ["Label"].filter((field) => state[field] !== undefined);
  const where = isDistributed ? "a distributed Map" : "an inline Map";
  return refused.map((field) => schemaFinding(`Field '${field}' is not supported in ${where}`, location));
}
