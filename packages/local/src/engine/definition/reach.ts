import type { Json, JsonObject } from "../json.ts";
import { isObject } from "../json.ts";
import type { Finding } from "./finding.ts";
import type { Place } from "./walk.ts";

/** Every name that a state goes to, with the field's location. */
export function targetsOf({
  state,
  location,
}: Place): readonly (readonly [target: Json, location: string])[] {
  const all: (readonly [Json | undefined, string])[] = [
    [state.Next, `${location}/Next`],
    [state.Default, `${location}/Default`],
    ...records(state.Choices).map(({ Next }, index) => [Next, `${location}/Choices[${index}]/Next`] as const),
    ...records(state.Catch).map(({ Next }, index) => [Next, `${location}/Catch[${index}]/Next`] as const),
  ];
  return all.flatMap(([target, at]) => (target === undefined ? [] : [[target, at] as const]));
}

/** Names must exist, every state must be reached from the start, and the flow must be able to end. */
export function checkReach(flow: JsonObject, location: string, places: readonly Place[]): readonly Finding[] {
  const byName = new Map(places.map((place) => [place.name, place]));
  const missing = [[flow.StartAt ?? null, `${location}/StartAt`] as const, ...places.flatMap(targetsOf)]
    .filter(([target]) => !byName.has(String(target)))
    .map(([target, at]) =>
      transition(`Missing '${at.slice(at.lastIndexOf("/") + 1)}' target: ${target}`, at),
    );
  if (missing.length > 0) return missing;
  const reached = new Set<string>();
  const open = [String(flow.StartAt)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const place = byName.get(name);
    if (!place || reached.has(name)) continue;
    reached.add(name);
    open.push(...targetsOf(place).map(([target]) => String(target)));
  }
  const lost = places
    .filter(({ name }) => !reached.has(name))
    .map((place) => transition(`State "${place.name}" is not reachable.`, place.location));
  if (places.some(ends)) return lost;
  return [
    ...lost,
    {
      code: "MISSING_TERMINAL_STATE",
      message: "No terminal state: the flow cannot end",
      location: location || "/",
    },
  ];
}

const transition = (message: string, location: string): Finding => ({
  code: "MISSING_TRANSITION_TARGET",
  message,
  location,
});

const ends = ({ state }: Place): boolean =>
  state.End === true || state.Type === "Succeed" || state.Type === "Fail";

export const records = (list: Json | undefined): readonly JsonObject[] =>
  Array.isArray(list) ? list.filter(isObject) : [];
