import type { JsonObject } from "../json.ts";
import { checkPaths } from "../jsonpath/check.ts";
import { timeOf } from "../timestamp.ts";
import type { RefuseResource } from "./check.ts";
import { checkMap } from "./check-map.ts";
import { checkExpressions } from "./expressions.ts";
import type { Finding } from "./finding.ts";
import { schemaFinding } from "./finding.ts";
import type { QueryLanguage } from "./language.ts";
import { languageOf } from "./language.ts";
import { checkReach, records } from "./reach.ts";
import type { Place } from "./walk.ts";
import { flowsIn, statesOf } from "./walk.ts";

/** What is the same for all flows of a machine. */
export interface Around {
  readonly whole: QueryLanguage;
  readonly refuseResource: RefuseResource;
  /** Names so far: they are unique in the whole machine. */
  readonly seen: Set<string>;
}

/** What the shape of fields cannot say: that names exist and are unique, that lists are in order, that limits fit. */
export function checkFlow(flow: JsonObject, location: string, around: Around): readonly Finding[] {
  const { whole, refuseResource, seen } = around;
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
    const isPath = languageOf(place.state, whole) === "JSONPath";
    findings.push(...ending(place), ...timing(place, isPath), ...handlers(place), ...checkMap(place));
    findings.push(...(isPath ? checkPaths(place) : [...waiting(place), ...checkExpressions(place)]));
    const refusal =
      typeof place.state.Resource === "string" ? refuseResource(place.state.Resource) : undefined;
    if (refusal) findings.push(schemaFinding(refusal, `${place.location}/Resource`));
    for (const inner of flowsIn(place)) findings.push(...checkFlow(inner.flow, inner.location, around));
  }
  return findings;
}

function ending({ state, location }: Place): Finding[] {
  const ends = ["Succeed", "Fail", "Choice"].includes(String(state.Type));
  if (ends || (state.Next !== undefined) !== (state.End === true)) return [];
  return [schemaFinding("Exactly one of the fields 'Next' and 'End' is required", location)];
}

function waiting({ state, location }: Place): Finding[] {
  if (state.Type !== "Wait" || (state.Seconds !== undefined) !== (state.Timestamp !== undefined)) return [];
  return [schemaFinding("Exactly one of the fields 'Seconds' and 'Timestamp' is required", location)];
}

function timing({ state, location }: Place, isPath: boolean): Finding[] {
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat, Timestamp: timestamp } = state;
  if (typeof timeout === "number" && typeof heartbeat === "number" && heartbeat >= timeout)
    return [
      schemaFinding(
        "The HeartbeatSeconds must be smaller than the TimeoutSeconds",
        `${location}/HeartbeatSeconds`,
      ),
    ];
  const isExpression = !isPath && typeof timestamp === "string" && timestamp.startsWith("{%");
  if (typeof timestamp === "string" && !isExpression && timeOf(timestamp) === undefined)
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
