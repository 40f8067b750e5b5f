import type { JsonObject } from "../json.ts";
import type { Finding } from "./finding.ts";
import { schemaFinding } from "./finding.ts";
import { everyState } from "./walk.ts";

/** Fields that only JSONPath states have. */
const jsonPathFields = [
  "InputPath",
  "OutputPath",
  "ResultPath",
  "Parameters",
  "Result",
  "ResultSelector",
  "ItemsPath",
  "SecondsPath",
  "TimestampPath",
  "TimeoutSecondsPath",
  "HeartbeatSecondsPath",
  "MaxConcurrencyPath",
  "ErrorPath",
  "CausePath",
  "Variable",
];

/** Every state must be in JSONata: for the whole machine, or each for itself. Names the field that says otherwise. */
export function checkLanguage(definition: JsonObject): readonly Finding[] {
  const { QueryLanguage: whole = "JSONPath" } = definition;
  if (whole !== "JSONata" && whole !== "JSONPath")
    return [schemaFinding("The QueryLanguage must be 'JSONata' or 'JSONPath'", "/QueryLanguage")];
  const findings: Finding[] = [];
  for (const { state, location } of everyState(definition)) {
    const own = state.QueryLanguage ?? whole;
    if (own === "JSONata") continue;
    if (whole === "JSONata")
      findings.push(
        schemaFinding(
          "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
          location,
        ),
      );
    else findings.push(notYet(state, location));
  }
  return findings;
}

function notYet(state: JsonObject, location: string): Finding {
  const field = jsonPathFields.find((name) => Object.hasOwn(state, name)) ?? "QueryLanguage";
  return schemaFinding(
    `The local cloud does not run JSONPath: '${field}' makes this a JSONPath state; set QueryLanguage to 'JSONata' for the machine or the state`,
    `${location}/${field}`,
  );
}
