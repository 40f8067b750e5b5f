import { sameAddress } from "./cidr.ts";
import type { Leaf, Test } from "./condition.ts";
import { expression } from "./expression.ts";
import { type Reader, reader } from "./reader.ts";

/** What one path must hold. */
export interface Field {
  /** Names joined by dots, so `{"a.b": …}` and `{"a": {"b": …}}` are one path, as in EventBridge. */
  readonly path: string;
  readonly values: ReadonlySet<Leaf>;
  readonly tests: readonly Test[];
  /** `{"exists": true}` was listed. */
  readonly present: boolean;
  /** `{"exists": false}` was listed. */
  readonly absent: boolean;
}

/** Alternatives (`$or` written out), each a conjunction of fields sorted by path. */
export type Pattern = readonly (readonly Field[])[];

type Alternative = ReadonlyMap<string, Field>;

/** EventBridge's limit on what `$or` multiplies out to. */
const alternativesAtMost = 1000;

/** Compiles a pattern's JSON text. Throws PatternError with AWS's reason. */
export function compile(source: string): Pattern {
  const read = reader(source);
  if (read.next() !== "{") return read.fail("Filter is not an object");
  return object(read, "", [new Map()]).map((alternative) =>
    [...alternative.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
  );
}

function object(read: Reader, prefix: string, before: readonly Alternative[]): readonly Alternative[] {
  let alternatives = before;
  let fields = 0;
  for (let token = read.next(); token !== "}"; token = read.next()) {
    fields++;
    const name = read.name;
    const start = read.next();
    if (name === "$or" && start === "[") alternatives = or(read, prefix, alternatives);
    else if (start === "{") alternatives = object(read, `${prefix}${name}.`, alternatives);
    else if (start === "[") {
      const field = list(read, `${prefix}${name}`);
      alternatives = alternatives.map((alternative) => new Map(alternative).set(field.path, field));
    } else return read.fail(`"${name}" must be an object or an array`);
  }
  if (fields === 0) return read.fail("Empty objects are not allowed");
  return alternatives;
}

function or(read: Reader, prefix: string, before: readonly Alternative[]): readonly Alternative[] {
  const alternatives: Alternative[] = [];
  let branches = 0;
  for (let token = read.next(); token !== "]"; token = read.next()) {
    if (token !== "{") return read.fail("Only JSON object is allowed in array of $or relationship.");
    branches++;
    alternatives.push(...object(read, prefix, before));
    if (alternatives.length > alternativesAtMost)
      return read.fail(`Rule contains more than ${alternativesAtMost} combinations of $or`);
  }
  if (branches < 2) return read.fail("There must have at least 2 Objects in $or relationship.");
  return alternatives;
}

function list(read: Reader, path: string): Field {
  const values = new Set<Leaf>();
  const tests: Test[] = [];
  let present = false;
  let absent = false;
  let count = 0;
  for (let token = read.next(); token !== "]"; token = read.next()) {
    count++;
    if (token === "{") {
      const condition = expression(read);
      if (condition.kind === "value") values.add(condition.value);
      else if (condition.kind === "test") tests.push(condition.test);
      else if (condition.exists) present = true;
      else absent = true;
    } else if (token === "string") {
      const text = read.text();
      const address = sameAddress(text);
      if (address) tests.push(address);
      values.add(text);
    } else if (token === "number") values.add(read.number());
    else if (token === "true" || token === "false") values.add(token === "true");
    else if (token === "null") values.add(null);
    else return read.fail("Match value must be String, number, true, false, or null");
  }
  if (count === 0) return read.fail("Empty arrays are not allowed");
  return { path, values, tests, present, absent };
}
