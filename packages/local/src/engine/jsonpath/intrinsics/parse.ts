import type { Json } from "../../json.ts";
import { scanPath } from "../parse-path.ts";
import { Scanner } from "../scanner.ts";
import type { PathScope } from "../scope.ts";
import { lookUp } from "../scope.ts";
import { MissingArgument } from "./error.ts";
import type { Intrinsic } from "./functions.ts";
import { intrinsics } from "./functions.ts";
import { literalText } from "./literal.ts";

type Evaluate = (scope: PathScope) => Json;

/** AWS's limit: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
const deepest = 10;

/** Parses `States.Name(argument, …)`. Throws SyntaxError for what AWS refuses when the machine is created. */
export function parseIntrinsic(text: string): Evaluate {
  const scanner = new Scanner(text.trim());
  const call = scanCall(scanner, 1);
  if (!scanner.done) scanner.fail("more than a function");
  return call;
}

function scanCall(scanner: Scanner, depth: number): Evaluate {
  if (depth > deepest) scanner.fail(`functions are nested more than ${deepest} deep`);
  const name = scanner.match(/States\.[A-Za-z0-9]+/y) ?? scanner.fail("expected a function");
  const intrinsic = intrinsics.get(name) ?? scanner.fail(`unknown function ${name}`);
  scanner.space();
  scanner.expect("(");
  const args: Evaluate[] = [];
  for (scanner.space(); !scanner.eat(")"); scanner.space()) {
    args.push(scanArgument(scanner, depth, name === "States.Format" && args.length === 0));
    scanner.space();
    if (scanner.eat(",")) {
      scanner.space();
      if (scanner.peek(")")) scanner.fail("expected an argument");
    } else if (!scanner.peek(")")) scanner.fail("expected ',' or ')'");
  }
  checkCount(scanner, name, intrinsic, args.length);
  return (scope) =>
    intrinsic.run(
      args.map((arg) => arg(scope)),
      scope,
    );
}

function checkCount(scanner: Scanner, name: string, { least, most }: Intrinsic, count: number): void {
  if (count < least || count > most) scanner.fail(`${name} does not take ${count} arguments`);
}

function scanArgument(scanner: Scanner, depth: number, isTemplate: boolean): Evaluate {
  if (scanner.peek("'")) {
    const value = literalText(scanner, isTemplate);
    return () => value;
  }
  if (scanner.peek("$")) return pathArgument(scanner);
  if (scanner.peek("States.")) return scanCall(scanner, depth + 1);
  const word = scanner.match(/(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y);
  const value: Json = word === undefined ? scanner.fail("expected an argument") : JSON.parse(word);
  return () => value;
}

function pathArgument(scanner: Scanner): Evaluate {
  const path = scanPath(scanner);
  return (scope) => {
    const found = lookUp(path, scope);
    if (found !== undefined) return found;
    throw new MissingArgument(
      `The JsonPath argument for the field '${path.text}' could not be found in the input '${JSON.stringify(scope.input)}'`,
    );
  };
}
