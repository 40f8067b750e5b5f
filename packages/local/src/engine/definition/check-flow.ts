import type { JsonObject } from "../json.ts";
import type { RefuseResource } from "./check.ts";
import { checkExpressions } from "./expressions.ts";
import type { Finding } from "./finding.ts";
import { schemaFinding } from "./finding.ts";
import { checkReach, records } from "./reach.ts";
import type { Place } from "./walk.ts";
import { flowsIn, statesOf } from "./walk.ts";

/** What the shape of fields cannot say: that names exist and are unique, that lists are in order, that limits fit. */
export function checkFlow(
  flow: JsonObject,
  location: string,
  refuseResource: RefuseResource,
  seen: Set<string>,
): readonly Finding[] {
  const places = [...statesOf(flow, location)];
  const findings: Finding[] = [...checkReach(flow, location, places)];
  for (const place of places) {
    if (seen.has(place.name))
      findings.push({
        code: "DUPLICATE_STATE_NAME",
        message: `Duplicate State name: ${place.name}`,
        location: place.location,
      });
    seen.add(place.name);
    findings.push(...alternatives(place), ...timing(place), ...handlers(place), ...checkExpressions(place));
    const refusal =
      typeof place.state.Resource === "string" ? refuseResource(place.state.Resource) : undefined;
    if (refusal) findings.push(schemaFinding(refusal, `${place.location}/Resource`));
    for (const inner of flowsIn(place))
      findings.push(...checkFlow(inner.flow, inner.location, refuseResource, seen));
  }
  return findings;
}

/** Fields of which a state must have exactly one. */
function alternatives({ state, location }: Place): Finding[] {
  const findings: Finding[] = [];
  const ends = ["Succeed", "Fail", "Choice"].includes(String(state.Type));
  if (!ends && (state.Next !== undefined) === (state.End === true))
    findings.push(schemaFinding("Exactly one of the fields 'Next' and 'End' is required", location));
  if (state.Type === "Wait" && (state.Seconds !== undefined) === (state.Timestamp !== undefined))
    findings.push(schemaFinding("Exactly one of the fields 'Seconds' and 'Timestamp' is required", location));
  return findings;
}

function timing({ state, location }: Place): Finding[] {
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat, Timestamp: timestamp } = state;
  if (typeof timeout === "number" && typeof heartbeat === "number" && heartbeat >= timeout)
    return [
      schemaFinding(
        "The HeartbeatSeconds must be smaller than the TimeoutSeconds",
        `${location}/HeartbeatSeconds`,
      ),
    ];
  if (typeof timestamp === "string" && !timestamp.startsWith("{%") && Number.isNaN(Date.parse(timestamp)))
    return [schemaFinding("String does not match RFC3339 timestamp", `${location}/Timestamp`)];
  return [];
}

/** States.ALL stands alone in its list, and in the last retrier or catcher. */
function handlers({ state, location }: Place): Finding[] {
  return ["Retry", "Catch"].flatMap((field) => {
    const all = records(state[field]);
    return all.flatMap(({ ErrorEquals }, index) => {
      if (!Array.isArray(ErrorEquals) || !ErrorEquals.includes("States.ALL")) return [];
      const at = `${location}/${field}[${index}]/ErrorEquals`;
      if (ErrorEquals.length > 1) return [schemaFinding("'States.ALL' must appear alone in ErrorEquals", at)];
      return index < all.length - 1
        ? [schemaFinding(`'States.ALL' must be in the last item of ${field}`, at)]
        : [];
    });
  });
}
