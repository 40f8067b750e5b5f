import type { JsonObject } from "../json.ts";
import type { Finding } from "./finding.ts";
import { schemaFinding } from "./finding.ts";
import { everyState } from "./walk.ts";

export type QueryLanguage = "JSONata" | "JSONPath";

/** The language of a machine's states that name none. */
export const wholeLanguage = ({ QueryLanguage: whole }: JsonObject): QueryLanguage =>
  whole === "JSONata" ? "JSONata" : "JSONPath";

/** A state's language; a state inside another does not take over that one's. */
export function languageOf({ QueryLanguage: own }: JsonObject, whole: QueryLanguage): QueryLanguage {
  return own === "JSONata" || own === "JSONPath" ? own : whole;
}

/** A machine in JSONata cannot have states in JSONPath; the other way round it can. */
export function checkLanguage(definition: JsonObject): readonly Finding[] {
  const { QueryLanguage: whole = "JSONPath" } = definition;
  if (whole !== "JSONata" && whole !== "JSONPath")
    return [schemaFinding("The QueryLanguage must be 'JSONata' or 'JSONPath'", "/QueryLanguage")];
  const findings: Finding[] = [];
  for (const { state, location } of everyState(definition)) {
    const { QueryLanguage: own = whole } = state;
    if (own !== "JSONata" && own !== "JSONPath")
      findings.push(
        schemaFinding("The QueryLanguage must be 'JSONata' or 'JSONPath'", `${location}/QueryLanguage`),
      );
    else if (own === "JSONPath" && whole === "JSONata")
      findings.push(
        schemaFinding(
          "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
          location,
        ),
      );
  }
  return findings;
}
