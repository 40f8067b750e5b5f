import type { AwsEvent } from "../../../world/world.ts";
import type { Field, Pattern } from "./compile.ts";
import type { Leaf } from "./condition.ts";
import type { Flat, Place } from "./flatten.ts";

/** False where an event's source or detail-type, which nearly every pattern names, rules it out: to flatten it costs far more. */
export const mayMatch = (pattern: Pattern, event: AwsEvent): boolean =>
  pattern.some((fields) => fields.every((field) => mayHold(field, event)));

function mayHold(field: Field, event: AwsEvent): boolean {
  const { path } = field;
  return (path !== "source" && path !== "detail-type") || accepts(field, event[path]);
}

/** Whether an event, flattened, fits a compiled pattern. */
export function matches(pattern: Pattern, event: Flat): boolean {
  for (const fields of pattern) if (fits(fields, 0, event, [])) return true;
  return false;
}

/**
 * Fields in order of their path; those inside one array must all be found in the same element, so several hits are
 * tried in turn.
 */
function fits(fields: readonly Field[], from: number, event: Flat, places: readonly Place[]): boolean {
  for (let at = from; at < fields.length; at++) {
    const field = fields[at];
    if (!field) return true;
    const found = event.get(field.path);
    if (!found) {
      if (!field.absent) return false;
      continue;
    }
    const hits: Place[] = [];
    let free = false;
    let reachable = false;
    for (const { value, place } of found) {
      if (place && !agrees(place, places)) continue;
      reachable = true;
      if (!accepts(field, value)) continue;
      if (place) hits.push(place);
      else free = true;
    }
    if (free || (!reachable && field.absent)) continue;
    return hits.some((place) => fits(fields, at + 1, event, [...places, place]));
  }
  return true;
}

function accepts(field: Field, value: Leaf): boolean {
  if (field.present || field.values.has(value)) return true;
  for (const test of field.tests) if (test(value)) return true;
  return false;
}

/** True where no array of `place` was entered at another element already. */
function agrees(place: Place, places: readonly Place[]): boolean {
  for (let mine: Place | undefined = place; mine; mine = mine.outer)
    for (const other of places)
      for (let its: Place | undefined = other; its; its = its.outer)
        if (its.array === mine.array && its.index !== mine.index) return false;
  return true;
}
