import { anythingBut } from "./anything-but.ts";
import { cidr } from "./cidr.ts";
import type { Condition, Test } from "./condition.ts";
import { numeric } from "./numeric.ts";
import type { Reader } from "./reader.ts";
import { wildcard } from "./wildcard.ts";

/** A match expression such as `{"prefix": "arn:"}`, after its opening brace. */
export function expression(read: Reader): Condition {
  if (read.next() !== "name") return read.fail("Match expression name not found");
  const operator = read.name;
  const condition = operand(read, operator);
  if (read.next() !== "}") {
    const numbers = operator === "numeric" || operator === "anything-but";
    return read.fail(
      numbers ? "Too many elements in numeric expression" : "Only one key allowed in match expression",
    );
  }
  return condition;
}

function operand(read: Reader, operator: string): Condition {
  switch (operator) {
    case "exactly":
      return { kind: "value", value: text(read, "exact") };
    case "prefix":
      return test(affix(read, "prefix", (value, part) => value.startsWith(part)));
    case "suffix":
      return test(affix(read, "suffix", (value, part) => value.endsWith(part)));
    case "equals-ignore-case": {
      const other = text(read, operator).toLowerCase();
      return test((value) => typeof value === "string" && value.toLowerCase() === other);
    }
    case "wildcard":
      return test(wildcard(text(read, operator)));
    case "cidr":
      // AWS says "prefix" here too.
      return test(cidr(text(read, "prefix")));
    case "numeric":
      if (read.next() !== "[") return read.fail("Value of numeric must be an array.");
      return test(numeric(read));
    case "anything-but":
      return test(anythingBut(read));
    case "exists": {
      const token = read.next();
      if (token === "true" || token === "false") return { kind: "exists", exists: token === "true" };
      return read.fail("exists match pattern must be either true or false.");
    }
    default:
      return read.fail(`Unrecognized match type ${operator}`);
  }
}

function test(accepts: Test): Condition {
  return { kind: "test", test: accepts };
}

function text(read: Reader, operator: string): string {
  if (read.next() !== "string") return read.fail(`${operator} match pattern must be a string`);
  return read.text();
}

/** `{"prefix": "a"}` or `{"prefix": {"equals-ignore-case": "A"}}`. */
function affix(
  read: Reader,
  operator: "prefix" | "suffix",
  has: (value: string, part: string) => boolean,
): Test {
  const token = read.next();
  if (token === "string") {
    const part = read.text();
    return (value) => typeof value === "string" && has(value, part);
  }
  if (token !== "{") return read.fail(`${operator} match pattern must be a string`);
  if (read.next() !== "name") return read.fail("Match expression name not found");
  if (read.name !== "equals-ignore-case") return read.fail(`Unsupported ${operator} pattern: ${read.name}`);
  const part = text(read, "equals-ignore-case").toLowerCase();
  if (read.next() !== "}") return read.fail("Only one key allowed in match expression");
  return (value) => typeof value === "string" && has(value.toLowerCase(), part);
}
