import type { Leaf, Test } from "./condition.ts";
import { PatternError } from "./error.ts";
import type { Reader, Token } from "./reader.ts";
import { wildcard } from "./wildcard.ts";

type Listed = "prefix" | "suffix" | "equals-ignore-case" | "wildcard";

const single = "must be an array or single string/number value.";

/** The value of `anything-but`: a value, a list of them, or an object with one text operator over one or more texts. */
export function anythingBut(read: Reader): Test {
  const token = read.next();
  if (token === "{") return butText(read);
  if (token === "[") {
    const values = inList(read, () => butValues(read));
    return (value) => !values.has(value);
  }
  if (token !== "string" && token !== "number") return read.fail(`Value of anything-but ${single}`);
  const other = token === "string" ? read.text() : read.number();
  return (value) => value !== other;
}

function butValues(read: Reader): ReadonlySet<Leaf> {
  const values = new Set<Leaf>();
  const kinds = new Set<Token>();
  for (let token = read.next(); token !== "]"; token = read.next()) {
    if (token !== "string" && token !== "number")
      return read.fail("Inside anything but list, start|null|boolean is not supported.");
    kinds.add(token);
    values.add(token === "string" ? read.text() : read.number());
  }
  if (kinds.size !== 1)
    return read.fail(
      "Inside anything but list, either all values are number or string, mixed type is not supported",
    );
  return values;
}

function butText(read: Reader): Test {
  if (read.next() !== "name") return read.fail("Anything-But expression name not found");
  const operator = read.name;
  if (!isListed(operator)) return read.fail(`Unsupported anything-but pattern: ${operator}`);
  const token = read.next();
  if (token === "{" || token === "true" || token === "false" || token === "null")
    return read.fail(`Value of anything-but ${single}`);
  const texts = token === "[" ? inList(read, () => listed(read, operator)) : [text(read, operator, token)];
  if (read.next() !== "}") return read.fail("Only one key allowed in match expression");
  const tests = texts.map((other) => tester(operator, other));
  return (value) => !tests.some((test) => test(value));
}

function listed(read: Reader, operator: Listed): readonly string[] {
  const texts: string[] = [];
  for (let token = read.next(); token !== "]"; token = read.next()) texts.push(text(read, operator, token));
  if (texts.length === 0) return read.fail("Empty arrays are not allowed");
  return texts;
}

function text(read: Reader, operator: Listed, token: Token): string {
  if (token !== "string") return read.fail(refusal(operator));
  const value = read.text();
  if (value === "" && (operator === "prefix" || operator === "suffix"))
    return read.fail("Null prefix/suffix not allowed");
  return value;
}

function refusal(operator: Listed): string {
  if (operator === "equals-ignore-case")
    return "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.";
  return operator === "wildcard"
    ? "wildcard match pattern must be a string"
    : "prefix/suffix match pattern must be a string";
}

function tester(operator: Listed, other: string): Test {
  switch (operator) {
    case "prefix":
      return (value) => typeof value === "string" && value.startsWith(other);
    case "suffix":
      return (value) => typeof value === "string" && value.endsWith(other);
    case "wildcard":
      return wildcard(other);
    case "equals-ignore-case": {
      const lower = other.toLowerCase();
      return (value) => typeof value === "string" && value.toLowerCase() === lower;
    }
  }
}

function isListed(operator: string): operator is Listed {
  return ["prefix", "suffix", "equals-ignore-case", "wildcard"].includes(operator);
}

/** AWS catches a list's error, position and all, and adds the position once more. */
function inList<T>(read: Reader, list: () => T): T {
  try {
    return list();
  } catch (error) {
    if (error instanceof PatternError) return read.fail(error.message);
    throw error;
  }
}
