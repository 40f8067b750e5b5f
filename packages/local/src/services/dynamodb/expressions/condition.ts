import type { Value } from "../value.ts";
import type { Path } from "./path.ts";

export type Comparator = "=" | "<>" | "<" | "<=" | ">" | ">=";

export type Operand =
  | { readonly kind: "path"; readonly path: Path }
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "size"; readonly path: Path };

/** What a condition, filter or key condition says. */
export type Condition =
  | { readonly kind: "and" | "or"; readonly left: Condition; readonly right: Condition }
  | { readonly kind: "not"; readonly condition: Condition }
  | {
      readonly kind: "compare";
      readonly comparator: Comparator;
      readonly left: Operand;
      readonly right: Operand;
    }
  | { readonly kind: "between"; readonly operand: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: "in"; readonly operand: Operand; readonly options: readonly Operand[] }
  | { readonly kind: "exists"; readonly path: Path; readonly wanted: boolean }
  | { readonly kind: "type"; readonly path: Path; readonly type: string }
  | { readonly kind: "begins" | "contains"; readonly operand: Operand; readonly part: Operand };

/** The operands of a condition, without those below `and`, `or` and `not`. */
export function operandsOf(condition: Condition): readonly Operand[] {
  switch (condition.kind) {
    case "and":
    case "or":
    case "not":
      return [];
    case "compare":
      return [condition.left, condition.right];
    case "between":
      return [condition.operand, condition.low, condition.high];
    case "in":
      return [condition.operand, ...condition.options];
    case "exists":
    case "type":
      return [{ kind: "path", path: condition.path }];
    case "begins":
    case "contains":
      return [condition.operand, condition.part];
  }
}

/** Every condition within one, itself first. */
export function* within(condition: Condition): Generator<Condition> {
  yield condition;
  if (condition.kind === "not") yield* within(condition.condition);
  if (condition.kind === "and" || condition.kind === "or") {
    yield* within(condition.left);
    yield* within(condition.right);
  }
}
