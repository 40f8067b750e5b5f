import type { z } from "zod";
import type { Json, JsonObject } from "../json.ts";
import { isObject } from "../json.ts";
import type { Finding } from "./finding.ts";
import { schemaFinding } from "./finding.ts";
import { languageOf, wholeLanguage } from "./language.ts";
import { branchSchema, machineSchema, processorSchema, stateSchemas } from "./schema.ts";
import { everyState, flowsIn } from "./walk.ts";

/** Every field must be known and of its type; what is known only to AWS is named as not supported. */
export function checkShape(definition: JsonObject): readonly Finding[] {
  const whole = wholeLanguage(definition);
  const findings = issues(machineSchema, definition, "");
  for (const place of everyState(definition)) {
    findings.push(...issues(stateSchemas[languageOf(place.state, whole)], place.state, place.location));
    for (const { flow, location } of flowsIn(place))
      findings.push(...issues(place.state.Type === "Map" ? processorSchema : branchSchema, flow, location));
  }
  return findings;
}

function issues(schema: z.ZodType, value: Json, location: string): Finding[] {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => findingsOf(issue, value, location));
}

function findingsOf(issue: z.core.$ZodIssue, value: Json, prefix: string): Finding[] {
  const location = `${prefix}${pointer(issue.path)}` || "/";
  const field = String(issue.path.at(-1) ?? "");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => schemaFinding(`Field '${key}' is not supported`, location));
  if (at(value, issue.path) === undefined)
    return [schemaFinding(`The field '${field}' is required but was missing`, parent(location))];
  return [schemaFinding(`The value for the field '${field}' is not valid: ${issue.message}`, location)];
}

const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === "number" ? `[${part}]` : `/${String(part)}`)).join("");

const parent = (location: string): string => location.slice(0, location.lastIndexOf("/")) || "/";

function at(value: Json, path: readonly PropertyKey[]): Json | undefined {
  let found: Json | undefined = value;
  for (const part of path) {
    if (Array.isArray(found) && typeof part === "number") found = found[part];
    else if (isObject(found) && typeof part === "string") found = found[part];
    else return undefined;
  }
  return found;
}
