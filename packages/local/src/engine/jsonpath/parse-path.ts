import { parseFilter } from "./parse-filter.ts";
import type { Path, Root, Step } from "./path.ts";
import { isSingle } from "./path.ts";
import { Scanner } from "./scanner.ts";

/** Parses a whole text as a path, in the syntax of Jayway's JsonPath, which AWS uses. Throws SyntaxError. */
export function parsePath(text: string): Path {
  const scanner = new Scanner(text);
  const path = scanPath(scanner);
  if (!scanner.done) scanner.fail("more than a path");
  return path;
}

/** Reads a path from where the scanner stands, as an argument of a function or by itself. */
export function scanPath(scanner: Scanner): Path {
  const from = scanner.at;
  const root = scanRoot(scanner);
  const steps = scanSteps(scanner);
  return { text: scanner.text.slice(from, scanner.at), root, steps, definite: isDefinite(steps) };
}

function scanRoot(scanner: Scanner): Root {
  scanner.expect("$");
  if (scanner.eat("$")) return "context";
  const variable = scanner.match(/[\p{ID_Start}_]\p{ID_Continue}*/uy);
  return variable === undefined ? "input" : { variable };
}

export const isDefinite = (steps: readonly Step[]): boolean =>
  steps.at(-1)?.kind === "function" || steps.every(isSingle);

/** Everything after the root, up to what cannot belong to a path. */
export function scanSteps(scanner: Scanner): readonly Step[] {
  const steps: Step[] = [];
  for (;;) {
    if (scanner.eat("..")) {
      steps.push({ kind: "deep" });
      steps.push(scanner.peek("[") ? scanBracket(scanner) : scanName(scanner));
    } else if (scanner.eat(".")) steps.push(scanner.peek("[") ? scanBracket(scanner) : scanName(scanner));
    else if (scanner.peek("[")) steps.push(scanBracket(scanner));
    else return steps;
  }
}

const functions = new Set(["length", "size", "min", "max", "avg", "sum", "keys"]);

function scanName(scanner: Scanner): Step {
  if (scanner.eat("*")) return { kind: "wildcard" };
  const name = scanner.match(/[^\s.[\](),'"=<>!&|*?]+/y);
  if (name === undefined) return scanner.fail("expected a name");
  if (!scanner.eat("(")) return { kind: "names", names: [name] };
  scanner.expect(")");
  return functions.has(name) ? { kind: "function", name } : scanner.fail(`unknown function '${name}'`);
}

function scanBracket(scanner: Scanner): Step {
  scanner.expect("[");
  scanner.space();
  const step = scanInside(scanner);
  scanner.space();
  scanner.expect("]");
  return step;
}

function scanInside(scanner: Scanner): Step {
  if (scanner.eat("*")) return { kind: "wildcard" };
  if (scanner.eat("?")) {
    scanner.space();
    scanner.expect("(");
    const test = parseFilter(scanner);
    scanner.expect(")");
    return { kind: "filter", test };
  }
  if (scanner.peek("'") || scanner.peek('"'))
    return { kind: "names", names: listOf(scanner, () => scanner.quoted()) };
  const integer = (): number | undefined => {
    const digits = scanner.match(/-?\d+/y);
    return digits === undefined ? undefined : Number(digits);
  };
  const start = integer();
  scanner.space();
  if (scanner.eat(":")) return { kind: "slice", start, end: integer() };
  if (start === undefined) return scanner.fail("expected an index");
  const indices = [start];
  while (scanner.eat(",")) {
    scanner.space();
    indices.push(integer() ?? scanner.fail("expected an index"));
    scanner.space();
  }
  return { kind: "indices", indices };
}

function listOf<T>(scanner: Scanner, scan: () => T): readonly T[] {
  const items = [scan()];
  for (scanner.space(); scanner.eat(","); scanner.space()) {
    scanner.space();
    items.push(scan());
  }
  return items;
}
