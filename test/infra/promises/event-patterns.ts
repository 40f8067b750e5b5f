import { madeOnce } from "@signalbox/core/made-once";
import { testEventPattern } from "@signalbox/local/services/events/test-pattern";
import type { Resource } from "../../../scripts/synth/graph.ts";
import type { InfraPromise } from "../promise.ts";
import { sampleEvents } from "../view/events.ts";
import { ofType, valueIn, wrong } from "../view/resources.ts";
import { at, listOf, parsed, recordOf } from "../view/values.ts";

/** Every way to a literal of a pattern, as `detail.state.value`, with the literal; of a wildcard or a suffix something that fits it. */
function* literals(pattern: unknown, path = ""): Generator<{ path: string; literal: unknown }> {
  for (const [key, inner] of Object.entries(recordOf(pattern))) {
    const here = path === "" ? key : `${path}.${key}`;
    if (!Array.isArray(inner)) yield* literals(inner, here);
    else
      for (const literal of inner) {
        const wildcard = at(literal, "wildcard");
        const suffix = at(literal, "suffix");
        if (typeof suffix === "string") yield { path: here, literal: `any${suffix}` };
        else if (typeof wildcard === "string") yield { path: here, literal: wildcard.replaceAll("*", "any") };
        else if (typeof literal !== "object") yield { path: here, literal };
      }
  }
}

function withValue(event: unknown, [key = "", ...rest]: readonly string[], value: unknown): object {
  const record = recordOf(event);
  const inner = Array.isArray(record[key]) ? record[key][0] : record[key];
  const changed = rest.length === 0 ? value : withValue(inner, rest, value);
  return { ...record, [key]: Array.isArray(record[key]) ? [changed] : changed };
}

const matches = (pattern: string, event: object): boolean => {
  try {
    return testEventPattern({ EventPattern: pattern, Event: JSON.stringify(event) }).Result === true;
  } catch {
    return false;
  }
};

export const eventPatterns: InfraPromise = {
  name: "every event pattern matches its sample event and refuses the sample's neighbours",
  check: (graph) => ofType(graph, "aws:cloudwatch/eventRule:EventRule").flatMap(violationsOf),
};

const violationsOf = madeOnce((rule: Resource): readonly string[] => {
  const text = valueIn(rule, "eventPattern");
  if (typeof text !== "string") return [];
  const pattern = parsed(text);
  const kinds = listOf(at(pattern, "detail-type"));
  const isOfKind = (event: object) => kinds.includes(at(event, "detail-type"));
  const samples = sampleEvents().filter(isOfKind);
  if (samples.length === 0) return [wrong(rule, `is for ${kinds.join()}, of which there is no sample`)];
  const leaves = [...literals(pattern)];
  // The first literal of each path is put in: names are ours, the rest of the event is as AWS sends it.
  const firsts = leaves.filter(({ path }, index) => leaves.findIndex((leaf) => leaf.path === path) === index);
  const fitting = samples
    .map((sample) =>
      firsts.reduce((event, { path, literal }) => withValue(event, path.split("."), literal), sample),
    )
    .find((event) => matches(text, event));
  if (fitting === undefined) return [wrong(rule, `matches no ${kinds.join()} that AWS sends`)];
  const strangers = firsts.map(({ path }) => withValue(fitting, path.split("."), "a-neighbour"));
  const others = sampleEvents().filter((event) => !isOfKind(event));
  return [...strangers, ...others]
    .filter((event) => matches(text, event))
    .map(() => wrong(rule, "matches an event that it is not for"))
    .slice(0, 1);
});
