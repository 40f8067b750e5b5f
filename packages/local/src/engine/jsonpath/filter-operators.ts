import type { Json } from "../json.ts";
import { equal } from "./equal.ts";

type Side = Json | RegExp | undefined;

/** A comparison inside a filter. What is missing equals nothing, and only values of one type have an order. */
export function compareBy(operator: string, left: Side, right: Side): boolean {
  if (operator === "=~") return right instanceof RegExp && typeof left === "string" && right.test(left);
  if (left instanceof RegExp || right instanceof RegExp) return false;
  if (operator === "!=") return left === undefined || right === undefined || !equal(left, right);
  if (left === undefined || right === undefined) return false;
  switch (operator) {
    case "==":
      return equal(left, right);
    case "in":
      return among(left, right);
    case "nin":
      return !among(left, right);
    case "contains":
      return typeof left === "string" && typeof right === "string"
        ? left.includes(right)
        : among(right, left);
    case "size":
      return (typeof left === "string" || Array.isArray(left)) && left.length === right;
    case "empty":
      return (typeof left === "string" || Array.isArray(left)) && (left.length === 0) === right;
    case "subsetof":
      return Array.isArray(left) && left.every((item: Json) => among(item, right));
    case "anyof":
      return Array.isArray(left) && left.some((item: Json) => among(item, right));
    case "noneof":
      return Array.isArray(left) && !left.some((item: Json) => among(item, right));
    default:
      return ordered(operator, left, right);
  }
}

const among = (item: Json, list: Json): boolean =>
  Array.isArray(list) && list.some((each: Json) => equal(item, each));

function ordered(operator: string, left: Json, right: Json): boolean {
  const comparable =
    (typeof left === "number" && typeof right === "number") ||
    (typeof left === "string" && typeof right === "string");
  if (!comparable) return false;
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  return operator === ">" ? left > right : left >= right;
}
