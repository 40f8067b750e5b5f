import type { ExprNode } from "jsonata";
import type { Json } from "../json.ts";
import { isObject } from "../json.ts";
import { compileSource, expressionSource } from "../jsonata/expression.ts";
import type { Finding } from "./finding.ts";
import { schemaFinding } from "./finding.ts";
import type { Place } from "./walk.ts";

/** Fields that are never evaluated, or that are checked as flows of their own. */
const apart = new Set([
  "Comment",
  "Type",
  "Next",
  "Default",
  "Resource",
  "QueryLanguage",
  "Branches",
  "ItemProcessor",
  "ErrorEquals",
]);

/** Every expression of a state must parse, and none may call $eval, which Step Functions does not have. */
export function checkExpressions({ state, location }: Place): readonly Finding[] {
  return Object.entries(state).flatMap(([field, value]) =>
    apart.has(field) ? [] : within(value, `${location}/${field}`),
  );
}

function within(value: Json, location: string): Finding[] {
  if (typeof value === "string") {
    const source = expressionSource(value);
    return source === undefined ? [] : expression(source, location);
  }
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) => within(item, `${location}[${index}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    apart.has(key) ? [] : within(item, `${location}/${key}`),
  );
}

function expression(source: string, location: string): Finding[] {
  try {
    const { program } = compileSource(source);
    if (!callsEval(program.ast())) return [];
    return [schemaFinding("The JSONata function $eval is not supported", location)];
  } catch (error) {
    const message = isMessage(error) ? error.message : String(error);
    return [schemaFinding(`The JSONata expression is not valid: ${message}`, location)];
  }
}

const isMessage = (error: unknown): error is { readonly message: string } =>
  typeof error === "object" && error !== null && "message" in error && typeof error.message === "string";

/** Looks at every node, wherever jsonata hangs it. */
function callsEval(node: ExprNode | unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  if ("type" in node && "value" in node && node.type === "variable" && node.value === "eval") return true;
  return Object.values(node).some(callsEval);
}
