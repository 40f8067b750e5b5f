import { PathError } from "../../error.ts";
import type { Json, JsonObject } from "../../json.ts";
import { isObject } from "../../json.ts";
import { parsePath } from "../parse-path.ts";
import type { PathScope } from "../scope.ts";
import { lookUp } from "../scope.ts";
import type { Operator } from "./operators.ts";
import { operators } from "./operators.ts";

export type Rule = (scope: PathScope) => boolean;

/** Compiles one rule of Choices, or one inside And, Or or Not. Throws SyntaxError for what is none. */
export function compileRule(rule: JsonObject): Rule {
  const { And, Or, Not, Variable } = rule;
  if (Array.isArray(And)) {
    const all = And.map(inner);
    return (scope) => all.every((each) => each(scope));
  }
  if (Array.isArray(Or)) {
    const all = Or.map(inner);
    return (scope) => all.some((each) => each(scope));
  }
  if (isObject(Not)) {
    const one = compileRule(Not);
    return (scope) => !one(scope);
  }
  const [name] = operatorsOf(rule);
  const operator = name === undefined ? undefined : operators.get(name);
  const expected = name === undefined ? undefined : rule[name];
  if (typeof Variable !== "string" || !operator || expected === undefined)
    throw new SyntaxError("a rule needs a Variable and an operator");
  return compileComparison(Variable, operator, expected);
}

const inner = (rule: Json): Rule => {
  if (isObject(rule)) return compileRule(rule);
  throw new SyntaxError("a rule must be an object");
};

export const operatorsOf = (rule: JsonObject): readonly string[] =>
  Object.keys(rule).filter((key) => operators.has(key));

function compileComparison(variable: string, operator: Operator, expected: Json): Rule {
  const path = parsePath(variable);
  if (operator.kind === "presence") return (scope) => (lookUp(path, scope) !== undefined) === expected;
  const read = reader(variable);
  if (operator.kind === "constant") return (scope) => operator.test(read(scope), expected);
  const other = reader(String(expected));
  return (scope) => operator.test(read(scope), other(scope));
}

/** What is missing cannot be compared; only IsPresent may ask for it. */
function reader(text: string): (scope: PathScope) => Json {
  const path = parsePath(text);
  return (scope) => {
    const found = lookUp(path, scope);
    if (found !== undefined) return found;
    throw new PathError(
      `Invalid path '${text}': The choice state's condition path references an invalid value.`,
    );
  };
}
