import type { Json, JsonObject } from "../json.ts";
import { isObject } from "../json.ts";

/** A state in a definition of which nothing is known yet. */
export interface Place {
  readonly name: string;
  readonly state: JsonObject;
  /** JSON pointer. */
  readonly location: string;
}

/** The states of a flow, without those inside them. */
export function* statesOf(flow: Json | undefined, location: string): Generator<Place> {
  if (!isObject(flow) || !isObject(flow.States)) return;
  for (const [name, state] of Object.entries(flow.States))
    if (isObject(state)) yield { name, state, location: `${location}/States/${name}` };
}

/** The flows inside a state: the branches of a Parallel, the processor of a Map. */
export function* flowsIn({
  state,
  location,
}: Place): Generator<{ readonly flow: JsonObject; readonly location: string }> {
  if (Array.isArray(state.Branches))
    for (const [index, branch] of state.Branches.entries())
      if (isObject(branch)) yield { flow: branch, location: `${location}/Branches[${index}]` };
  for (const field of ["ItemProcessor", "Iterator"])
    if (isObject(state[field])) yield { flow: state[field], location: `${location}/${field}` };
}

/** All states of a flow, however deep. */
export function* everyState(flow: JsonObject, location = ""): Generator<Place> {
  for (const place of statesOf(flow, location)) {
    yield place;
    for (const inner of flowsIn(place)) yield* everyState(inner.flow, inner.location);
  }
}
