import type { Finding } from "../definition/finding.ts";
import { schemaFinding } from "../definition/finding.ts";
import { records } from "../definition/reach.ts";
import type { Place } from "../definition/walk.ts";
import type { Json } from "../json.ts";
import { isObject } from "../json.ts";
import { checkRule } from "./choice/check.ts";
import { compilePathExpression } from "./expression.ts";
import { parses } from "./parses.ts";

/** Fields that a state has one of at most. */
const alternatives = [
  ["TimeoutSeconds", "TimeoutSecondsPath"],
  ["HeartbeatSeconds", "HeartbeatSecondsPath"],
  ["MaxConcurrency", "MaxConcurrencyPath"],
  ["ToleratedFailureCount", "ToleratedFailureCountPath"],
  ["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"],
  ["Error", "ErrorPath"],
  ["Cause", "CausePath"],
] as const;

/** Fields of which a state of a type has exactly one. */
const required: Readonly<Record<string, readonly string[]>> = {
  Wait: ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"],
  Map: ["ItemProcessor", "Iterator"],
};

const payloads = ["Parameters", "ResultSelector", "ItemSelector", "Assign", "Credentials"] as const;

/** What the shape of a JSONPath state's fields cannot say: paths and functions inside payloads, rules, alternatives. */
export function checkPaths({ state, location }: Place): readonly Finding[] {
  const findings: Finding[] = [];
  for (const fields of alternatives)
    if (fields.every((field) => Object.hasOwn(state, field)))
      findings.push(schemaFinding(`Only one of the fields [${fields.join(", ")}] is allowed`, location));
  const needed = required[String(state.Type)];
  if (needed && needed.filter((field) => Object.hasOwn(state, field)).length !== 1)
    findings.push(schemaFinding(`Exactly one of the fields [${needed.join(", ")}] is required`, location));
  if (state.Type === "Map" && Object.hasOwn(state, "ItemSelector") && Object.hasOwn(state, "Parameters"))
    findings.push(schemaFinding("Only one of the fields [ItemSelector, Parameters] is allowed", location));
  for (const field of payloads) findings.push(...payload(state[field], `${location}/${field}`));
  for (const [index, { Assign }] of records(state.Catch).entries())
    findings.push(...payload(Assign, `${location}/Catch[${index}]/Assign`));
  for (const [index, rule] of records(state.Choices).entries()) {
    const at = `${location}/Choices[${index}]`;
    findings.push(...payload(rule.Assign, `${at}/Assign`), ...checkRule(rule, at, ["Next", "Assign"]));
  }
  return findings;
}

/** Every member that ends in `.$` must be a path or a function; AWS names the object that it is in. */
function payload(value: Json | undefined, location: string): Finding[] {
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) => payload(item, `${location}[${index}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (!key.endsWith(".$")) return payload(member, `${location}/${key}`);
    if (typeof member === "string" && parses(() => compilePathExpression(member, key))) return [];
    return [
      schemaFinding(
        `The value for the field '${key}' must be a valid JSONPath or a valid intrinsic function call`,
        location,
      ),
    ];
  });
}
