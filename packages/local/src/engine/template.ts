import type { Json } from "./json.ts";
import { isObject } from "./json.ts";
import type { Scope } from "./jsonata/expression.ts";
import { compileExpression, expressionSource } from "./jsonata/expression.ts";

/** A payload template, ready to be filled in. Answers at once where nothing in it needs jsonata itself. */
export type Template = (scope: Scope) => Json | Promise<Json>;

/** `location` names the field in errors: `Output/a/b[0]`. */
export function compileTemplate(value: Json, location: string): Template {
  if (typeof value === "string") {
    const source = expressionSource(value);
    if (source === undefined) return () => value;
    const expression = compileExpression(source, location);
    return expression.evaluate;
  }
  if (isConstant(value)) return () => value;
  if (Array.isArray(value)) {
    const items = value.map((item: Json, index) => compileTemplate(item, `${location}[${index}]`));
    return (scope) => inOrder(items, scope, (values) => values);
  }
  if (!isObject(value)) return () => value;
  const keys = Object.keys(value);
  const members = Object.entries(value).map(([key, member]) => compileTemplate(member, `${location}/${key}`));
  return (scope) =>
    inOrder(members, scope, (values) => {
      const object: Record<string, Json> = {};
      for (const [index, key] of keys.entries()) object[key] = values[index] ?? null;
      return object;
    });
}

/** Whether no part of a value is an expression. */
export function isConstant(value: Json): boolean {
  if (typeof value === "string") return expressionSource(value) === undefined;
  if (Array.isArray(value)) return value.every(isConstant);
  return !isObject(value) || Object.values(value).every(isConstant);
}

function inOrder(
  templates: readonly Template[],
  scope: Scope,
  build: (values: readonly Json[]) => Json,
): Json | Promise<Json> {
  const values: Json[] = [];
  for (const template of templates) {
    const value = template(scope);
    if (value instanceof Promise) return finish(templates, scope, values, value).then(build);
    values.push(value);
  }
  return build(values);
}

async function finish(
  templates: readonly Template[],
  scope: Scope,
  values: Json[],
  pending: Promise<Json>,
): Promise<readonly Json[]> {
  values.push(await pending);
  for (const template of templates.slice(values.length)) values.push(await template(scope));
  return values;
}
