import { compare, equal, type Item, type Value } from "../value.ts";
import type { Comparator, Condition, Operand } from "./condition.ts";
import { valueAt } from "./path.ts";

/** Whether an item meets a condition; an item that does not exist is an empty one. */
export function meets(item: Item, condition: Condition): boolean {
  switch (condition.kind) {
    case "and":
      return meets(item, condition.left) && meets(item, condition.right);
    case "or":
      return meets(item, condition.left) || meets(item, condition.right);
    case "not":
      return !meets(item, condition.condition);
    case "compare":
      return compares(condition.comparator, read(item, condition.left), read(item, condition.right));
    case "between": {
      const value = read(item, condition.operand);
      return (
        compares(">=", value, read(item, condition.low)) && compares("<=", value, read(item, condition.high))
      );
    }
    case "in": {
      const value = read(item, condition.operand);
      return condition.options.some((option) => compares("=", value, read(item, option)));
    }
    case "exists":
      return (valueAt(item, condition.path) !== undefined) === condition.wanted;
    case "type":
      return valueAt(item, condition.path)?.type === condition.type;
    case "begins":
      return begins(read(item, condition.operand), read(item, condition.part));
    case "contains":
      return contains(read(item, condition.operand), read(item, condition.part));
  }
}

function read(item: Item, operand: Operand): Value | undefined {
  if (operand.kind === "value") return operand.value;
  const value = valueAt(item, operand.path);
  if (operand.kind === "path") return value;
  const size = value && lengthOf(value);
  return size === undefined ? undefined : { type: "N", value: String(size) };
}

/** What `size` counts: characters, bytes or members; numbers, booleans and null have none. */
function lengthOf(value: Value): number | undefined {
  switch (value.type) {
    case "M":
      return value.value.size;
    case "N":
    case "BOOL":
    case "NULL":
      return undefined;
    default:
      return value.value.length;
  }
}

/** What is absent differs from everything and is neither smaller nor larger. */
function compares(comparator: Comparator, left: Value | undefined, right: Value | undefined): boolean {
  if (!left || !right) return comparator === "<>";
  if (comparator === "=") return equal(left, right);
  if (comparator === "<>") return !equal(left, right);
  const order = compare(left, right);
  if (order === undefined) return false;
  switch (comparator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

function begins(value: Value | undefined, prefix: Value | undefined): boolean {
  if (value?.type === "S" && prefix?.type === "S") return value.value.startsWith(prefix.value);
  if (value?.type === "B" && prefix?.type === "B")
    return value.value.subarray(0, prefix.value.length).equals(prefix.value);
  return false;
}

function contains(value: Value | undefined, part: Value | undefined): boolean {
  if (!value || !part) return false;
  if (value.type === "L") return value.value.some((one) => equal(one, part));
  if (value.type === "S" && part.type === "S") return value.value.includes(part.value);
  if (value.type === "B" && part.type === "B") return value.value.includes(part.value);
  if ((value.type === "SS" && part.type === "S") || (value.type === "NS" && part.type === "N"))
    return value.value.includes(part.value);
  if (value.type === "BS" && part.type === "B") return value.value.some((one) => one.equals(part.value));
  return false;
}
