import type { Json } from "../json.ts";
import { compareBy } from "./filter-operators.ts";
import { isDefinite, scanSteps } from "./parse-path.ts";
import type { Filter } from "./path.ts";
import type { Scanner } from "./scanner.ts";
import { findAll, findOne } from "./select.ts";

/** Either side of a comparison; undefined where a path leads nowhere. */
type Operand = (item: Json, root: Json) => Json | RegExp | undefined;

/** Reads what stands between the brackets of `[?(…)]`; the whole grammar is here, and nothing is ever evaluated as code. */
export function parseFilter(scanner: Scanner): Filter {
  const all = [parseAnd(scanner)];
  for (scanner.space(); scanner.eat("||"); scanner.space()) all.push(parseAnd(scanner));
  return (item, root) => all.some((test) => test(item, root));
}

function parseAnd(scanner: Scanner): Filter {
  const all = [parseOne(scanner)];
  for (scanner.space(); scanner.eat("&&"); scanner.space()) all.push(parseOne(scanner));
  return (item, root) => all.every((test) => test(item, root));
}

function parseOne(scanner: Scanner): Filter {
  scanner.space();
  if (!scanner.peek("!=") && scanner.eat("!")) {
    const test = parseOne(scanner);
    return (item, root) => !test(item, root);
  }
  if (scanner.eat("(")) {
    const test = parseFilter(scanner);
    scanner.expect(")");
    return test;
  }
  const left = parseOperand(scanner);
  scanner.space();
  const operator = scanner.match(
    /==|!=|<=|>=|=~|<|>|(?:in|nin|contains|size|subsetof|anyof|noneof|empty)\b/y,
  );
  if (operator === undefined) return (item, root) => left(item, root) !== undefined;
  scanner.space();
  const right = parseOperand(scanner);
  return (item, root) => compareBy(operator, left(item, root), right(item, root));
}

function parseOperand(scanner: Scanner): Operand {
  if (scanner.eat("@")) return fromSteps(scanner, (item) => item);
  if (scanner.eat("$")) return fromSteps(scanner, (_, root) => root);
  if (scanner.peek("/")) return regex(scanner);
  const value = parseLiteral(scanner);
  return () => value;
}

function fromSteps(scanner: Scanner, from: (item: Json, root: Json) => Json): Operand {
  const steps = scanSteps(scanner);
  if (isDefinite(steps)) return (item, root) => findOne(steps, from(item, root));
  return (item, root) => findAll(steps, from(item, root), root);
}

function regex(scanner: Scanner): Operand {
  const text = scanner.match(/\/(?:\\.|[^/\\])*\/[imsu]*/y) ?? scanner.fail("expected a regular expression");
  const end = text.lastIndexOf("/");
  // Java's matches() takes the whole text, not a part of it.
  const pattern = new RegExp(`^(?:${text.slice(1, end)})$`, text.slice(end + 1));
  return () => pattern;
}

function parseLiteral(scanner: Scanner): Json {
  if (scanner.peek("'") || scanner.peek('"')) return scanner.quoted();
  if (scanner.eat("[")) {
    const items: Json[] = [];
    for (scanner.space(); !scanner.eat("]"); scanner.space()) {
      items.push(parseLiteral(scanner));
      scanner.space();
      if (!scanner.peek("]")) scanner.expect(",");
      scanner.space();
    }
    return items;
  }
  const word = scanner.match(/true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  return word === undefined ? scanner.fail("expected a value") : JSON.parse(word);
}
