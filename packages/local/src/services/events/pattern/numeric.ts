import type { Test } from "./condition.ts";
import { PatternError } from "./error.ts";
import type { Reader } from "./reader.ts";

const limit = 5e9;

/** `["=", 5]`, `[">", 0, "<=", 5]` and the like, after the opening bracket. */
export function numeric(read: Reader): Test {
  if (read.next() !== "string") return read.fail(`Invalid member in numeric match: ${read.text()}`);
  const operator = read.text();
  if (!["=", ">=", ">", "<=", "<"].includes(operator)) {
    read.next();
    return read.fail(`Unrecognized numeric range operator: ${operator}`);
  }
  if (read.next() !== "number")
    return read.fail(`Value of ${operator === "=" ? "equals" : operator} must be numeric`);
  const value = inRange(read, read.number());
  const token = read.next();
  if (token === "]") return compare(operator, value);
  if (operator !== ">" && operator !== ">=") return read.fail("Too many elements in numeric expression");
  return range(read, token === "string" ? read.text() : undefined, operator, value);
}

function range(read: Reader, top: string | undefined, bottom: string, low: number): Test {
  if (top === undefined) return read.fail("Bad value in numeric range: ");
  if (top !== "<" && top !== "<=") return read.fail(`Bad numeric range operator: ${top}`);
  if (read.next() !== "number") return read.fail(`Value of ${top} must be numeric`);
  const high = inRange(read, read.number());
  if (read.next() !== "]") return read.fail("Too many terms in numeric range expression");
  if (low >= high) return read.fail("Bottom must be less than top");
  const above = compare(bottom, low);
  const below = compare(top, high);
  return (value) => above(value) && below(value);
}

function inRange(read: Reader, value: number): number {
  if (Math.abs(value) > limit) read.fail("Value must be between -5.0E9 and 5.0E9, inclusive");
  return value;
}

function compare(operator: string, limit: number): Test {
  switch (operator) {
    case "=":
      return (value) => value === limit;
    case ">":
      return (value) => typeof value === "number" && value > limit;
    case ">=":
      return (value) => typeof value === "number" && value >= limit;
    case "<":
      return (value) => typeof value === "number" && value < limit;
    case "<=":
      return (value) => typeof value === "number" && value <= limit;
    default:
      throw new PatternError(`Unrecognized numeric range operator: ${operator}`);
  }
}
