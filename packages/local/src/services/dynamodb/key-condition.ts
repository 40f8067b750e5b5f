import type { AwsError } from "../error.ts";
import type { Condition, Operand } from "./expressions/condition.ts";
import { operandsOf, within } from "./expressions/condition.ts";
import { invalid, invalidValue } from "./invalid.ts";
import { type KeyAttribute, type KeySchema, keyAttributes } from "./key.ts";
import type { Value } from "./value.ts";

export interface KeyQuery {
  readonly hash: Value;
  /** What the range key must meet: rows that do stand side by side, since they are in its order. */
  readonly range?: { readonly condition: Condition; readonly least?: Value };
}

/** Reads a key condition as a partition and a condition on the range key; throws when it is anything else. */
export function keyQueryOf(schema: KeySchema, condition: Condition): KeyQuery {
  const parts = conjuncts(condition);
  for (const part of parts) checkForm(part);
  const on = ({ name }: KeyAttribute): Condition[] => parts.filter((part) => attributeOf(part) === name);
  const [hash, ...moreHash] = on(schema.hash);
  if (!hash) throw missing(schema.hash);
  const [range, ...moreRange] = schema.range ? on(schema.range) : [];
  if (moreHash.length > 0 || moreRange.length > 0)
    throw invalid(
      "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key",
    );
  if (parts.length > (range ? 2 : 1)) throw schema.range && !range ? missing(schema.range) : notSupported();
  if (hash.kind !== "compare" || hash.comparator !== "=") throw notSupported();
  const value = valuesOf(hash)[0];
  if (!value) throw notSupported();
  checkTypes(schema.hash, hash);
  if (range && schema.range) checkTypes(schema.range, range);
  return { hash: value, ...(range && { range: { condition: range, ...leastOf(range) } }) };
}

/** Below this value no row meets the condition; nothing where it bounds them from above alone. */
function leastOf(condition: Condition): { least?: Value } {
  if (condition.kind === "compare" && condition.comparator.startsWith("<")) return {};
  const [least] = valuesOf(condition);
  return least ? { least } : {};
}

/** A query's filter may not speak of the key. */
export function checkFilter(schema: KeySchema, filter: Condition): void {
  const names = new Set(keyAttributes(schema).map(({ name }) => name));
  for (const condition of within(filter))
    for (const operand of operandsOf(condition))
      if (operand.kind !== "value" && names.has(operand.path[0]))
        throw invalid(
          `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${operand.path[0]}`,
        );
}

function conjuncts(condition: Condition): Condition[] {
  if (condition.kind === "and") return [...conjuncts(condition.left), ...conjuncts(condition.right)];
  if (condition.kind === "or" || condition.kind === "not")
    throw invalid(
      `Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: ${condition.kind.toUpperCase()}`,
    );
  return [condition];
}

function checkForm(condition: Condition): void {
  const { kind } = condition;
  const unfit = kind === "compare" ? condition.comparator === "<>" : kind !== "between" && kind !== "begins";
  if (unfit || valuesOf(condition).length !== operandsOf(condition).length - 1) throw notSupported();
  if (attributeOf(condition) === undefined) throw notSupported();
}

/** The one attribute that a part is about; it must be the first operand. */
function attributeOf(condition: Condition): string | undefined {
  const [first] = operandsOf(condition);
  return first?.kind === "path" && first.path.length === 1 ? first.path[0] : undefined;
}

function valuesOf(condition: Condition): Value[] {
  return operandsOf(condition).flatMap((operand: Operand) =>
    operand.kind === "value" ? [operand.value] : [],
  );
}

function checkTypes({ type }: KeyAttribute, condition: Condition): void {
  if (valuesOf(condition).some((value) => value.type !== type))
    throw invalidValue("Condition parameter type does not match schema type");
}

const missing = ({ name }: KeyAttribute): AwsError =>
  invalid(`Query condition missed key schema element: ${name}`);
const notSupported = (): AwsError => invalid("Query key condition not supported");
