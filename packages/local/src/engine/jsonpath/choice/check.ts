import type { Finding } from "../../definition/finding.ts";
import { schemaFinding } from "../../definition/finding.ts";
import type { Json, JsonObject } from "../../json.ts";
import { isObject } from "../../json.ts";
import { parsePath } from "../parse-path.ts";
import { parses } from "../parses.ts";
import type { OperandType } from "./operators.ts";
import { operators } from "./operators.ts";
import { operatorsOf } from "./rule.ts";

const connectives = ["And", "Or", "Not"];

const isType: Readonly<Record<OperandType, (value: Json) => boolean>> = {
  boolean: (value) => typeof value === "boolean",
  number: (value) => typeof value === "number",
  string: (value) => typeof value === "string",
};

const isPath = (value: Json | undefined): boolean =>
  typeof value === "string" && parses(() => parsePath(value));

/** A rule has a Variable and one operator, or one of And, Or, Not; only a rule of Choices has the fields of `more`. */
export function checkRule(rule: JsonObject, location: string, more: readonly string[]): readonly Finding[] {
  const known = new Set(["Comment", "Variable", ...connectives, ...operators.keys(), ...more]);
  const unknown = Object.keys(rule)
    .filter((key) => !known.has(key))
    .map((key) => schemaFinding(`Field '${key}' is not supported`, location));
  const tests = [...operatorsOf(rule), ...connectives.filter((name) => Object.hasOwn(rule, name))];
  const [name, second] = tests;
  if (name === undefined || second !== undefined)
    return [
      ...unknown,
      schemaFinding(
        `A choice rule must have exactly one comparison operator, or one of And, Or and Not, but has [${tests.join(", ")}]`,
        location,
      ),
    ];
  const inner = connectives.includes(name) ? connected(name, rule, location) : compared(name, rule, location);
  return [...unknown, ...inner];
}

function connected(name: string, rule: JsonObject, location: string): readonly Finding[] {
  const value = rule[name];
  if (name === "Not")
    return isObject(value)
      ? checkRule(value, `${location}/Not`, [])
      : [schemaFinding("'Not' must be a choice rule", `${location}/Not`)];
  if (!Array.isArray(value) || value.length === 0)
    return [schemaFinding(`'${name}' must be a list of choice rules`, `${location}/${name}`)];
  return value.flatMap((each: Json, index) => {
    const at = `${location}/${name}[${index}]`;
    return isObject(each) ? checkRule(each, at, []) : [schemaFinding("Expected a choice rule", at)];
  });
}

function compared(name: string, rule: JsonObject, location: string): readonly Finding[] {
  const findings: Finding[] = [];
  const operator = operators.get(name);
  const expected = rule[name] ?? null;
  if (!isPath(rule.Variable))
    findings.push(schemaFinding("Value is not a valid JSONPath", `${location}/Variable`));
  if (operator?.kind === "path" && !isPath(expected))
    findings.push(schemaFinding("Value is not a valid JSONPath", `${location}/${name}`));
  else if (operator && operator.kind !== "path" && !isType[operator.type](expected))
    findings.push(schemaFinding(`Expected a value of type ${operator.type}`, `${location}/${name}`));
  return findings;
}
