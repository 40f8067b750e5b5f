import type { Value } from "../value.ts";
import type { Parser } from "./parser.ts";
import { checkDisjoint } from "./path.ts";
import type { Action, Source, Update } from "./update.ts";

const sections = ["SET", "REMOVE", "ADD", "DELETE"];

/** DynamoDB's long names of types, which it uses in these errors only. */
const typeNames: Record<Value["type"], string> = {
  S: "STRING",
  N: "NUMBER",
  B: "BINARY",
  BOOL: "BOOLEAN",
  NULL: "NULL",
  SS: "STRING_SET",
  NS: "NUMBER_SET",
  BS: "BINARY_SET",
  L: "LIST",
  M: "MAP",
};

export function parseUpdate(parser: Parser): Update {
  const seen = new Set<string>();
  const actions: Action[] = [];
  for (;;) {
    const section = parser.takeWord(...sections);
    if (!section) break;
    if (seen.has(section))
      throw parser.error(`The "${section}" section can only be used once in an update expression;`);
    seen.add(section);
    actions.push(...parser.list(() => parseAction(parser, section)));
  }
  if (seen.size === 0) throw parser.syntaxError();
  parser.end();
  checkDisjoint(
    parser,
    actions.map(({ path }) => path),
  );
  return actions;
}

function parseAction(parser: Parser, section: string): Action {
  const path = parser.path();
  if (section === "REMOVE") return { kind: "remove", path };
  if (section === "SET") {
    parser.symbol("=");
    return { kind: "set", path, source: parseSum(parser) };
  }
  const value = parser.takeValue();
  if (!value) throw parser.syntaxError();
  const allowed = section === "ADD" ? ["N", "SS", "NS", "BS"] : ["SS", "NS", "BS"];
  if (!allowed.includes(value.type))
    throw parser.error(
      `Incorrect operand type for operator or function; operator: ${section}, operand type: ${typeNames[value.type]}, typeSet: ALLOWED_FOR_${section}_OPERAND`,
    );
  return { kind: section === "ADD" ? "add" : "delete", path, value };
}

function parseSum(parser: Parser): Source {
  const left = parseSource(parser);
  const operator = parser.takeSymbol("+", "-");
  if (!operator) return left;
  const right = parseSource(parser);
  for (const one of [left, right])
    if (one.kind === "value" && one.value.type !== "N")
      throw parser.error(
        `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${one.value.type}`,
      );
  return { kind: operator === "+" ? "plus" : "minus", left, right };
}

function parseSource(parser: Parser): Source {
  if (parser.takeSymbol("(")) {
    const source = parseSum(parser);
    parser.symbol(")");
    return source;
  }
  const name = parser.takeFunction();
  if (name !== undefined) return parseFunction(parser, name);
  const value = parser.takeValue();
  return value ? { kind: "value", value } : { kind: "path", path: parser.path() };
}

function parseFunction(parser: Parser, name: string): Source {
  if (name !== "if_not_exists" && name !== "list_append")
    throw parser.error(`Invalid function name; function: ${name}`);
  const [left, right, ...more] = parser.list(() => parseSource(parser));
  parser.symbol(")");
  if (!right || more.length > 0)
    throw parser.error(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${more.length + (right ? 2 : 1)}`,
    );
  if (name === "if_not_exists") {
    if (left.kind !== "path")
      throw parser.error(`Operator or function requires a document path; operator or function: ${name}`);
    return { kind: "if-not-exists", path: left.path, otherwise: right };
  }
  for (const one of [left, right])
    if (one.kind === "value" && one.value.type !== "L")
      throw parser.error(
        `Incorrect operand type for operator or function; operator or function: list_append, operand type: ${one.value.type}`,
      );
  return { kind: "list-append", left, right };
}
