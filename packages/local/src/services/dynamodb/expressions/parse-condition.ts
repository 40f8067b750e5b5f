import { compare, type Value } from "../value.ts";
import { encode } from "../wire-value.ts";
import type { Comparator, Condition, Operand } from "./condition.ts";
import type { Parser } from "./parser.ts";
import { type Path, pathText } from "./path.ts";

const comparators: readonly Comparator[] = ["=", "<>", "<", "<=", ">", ">="];
const types = ["B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M"];

/** A whole condition, filter or key condition. */
export function parseCondition(parser: Parser): Condition {
  const condition = new ConditionParser(parser).or();
  parser.end();
  return condition;
}

class ConditionParser {
  readonly #parser: Parser;
  /** The last condition that stood in parentheses, to see a pair too many. */
  #enclosed: Condition | undefined;

  constructor(parser: Parser) {
    this.#parser = parser;
  }

  or(): Condition {
    let left = this.#and();
    while (this.#parser.takeWord("OR")) left = { kind: "or", left, right: this.#and() };
    return left;
  }

  #and(): Condition {
    let left = this.#not();
    while (this.#parser.takeWord("AND")) left = { kind: "and", left, right: this.#not() };
    return left;
  }

  #not(): Condition {
    if (this.#parser.takeWord("NOT")) return { kind: "not", condition: this.#not() };
    if (!this.#parser.takeSymbol("(")) return this.#simple();
    const condition = this.or();
    this.#parser.symbol(")");
    if (condition === this.#enclosed) throw this.#parser.error("The expression has redundant parentheses;");
    this.#enclosed = condition;
    return condition;
  }

  #simple(): Condition {
    const name = this.#parser.takeFunction();
    if (name !== undefined && name !== "size") return this.#function(name);
    const operand = name === "size" ? this.#size() : this.#operand();
    const parser = this.#parser;
    if (parser.takeWord("BETWEEN")) {
      const low = this.#operand();
      parser.word("AND");
      const high = this.#operand();
      this.#checkBounds(low, high);
      return { kind: "between", operand, low, high };
    }
    if (parser.takeWord("IN")) {
      parser.symbol("(");
      const options = parser.list(() => this.#operand());
      parser.symbol(")");
      if (options.length > 100)
        throw parser.error(
          `The IN operator is provided with too many operands; number of operands: ${options.length}`,
        );
      return { kind: "in", operand, options };
    }
    const comparator = comparators.find((one) => parser.takeSymbol(one));
    if (!comparator) throw parser.syntaxError();
    const right = this.#operand();
    this.#checkComparison(comparator, operand, right);
    return { kind: "compare", comparator, left: operand, right };
  }

  #operand(): Operand {
    const name = this.#parser.takeFunction();
    if (name === "size") return this.#size();
    if (name !== undefined) throw this.#notHere(name);
    const value = this.#parser.takeValue();
    return value ? { kind: "value", value } : { kind: "path", path: this.#parser.path() };
  }

  #size(): Operand {
    const [operand] = this.#arguments("size", 1);
    return { kind: "size", path: this.#pathOf("size", operand) };
  }

  #function(name: string): Condition {
    const parser = this.#parser;
    if (name === "attribute_exists" || name === "attribute_not_exists") {
      const [operand] = this.#arguments(name, 1);
      return { kind: "exists", path: this.#pathOf(name, operand), wanted: name === "attribute_exists" };
    }
    if (name === "attribute_type") {
      const [operand, type] = this.#arguments(name, 2);
      if (type?.kind !== "value" || type.value.type !== "S") throw this.#operandType(name, type);
      if (!types.includes(type.value.value))
        throw parser.error(
          `Invalid attribute type name found; type: ${type.value.value}, valid types: {${types.join(",")}}`,
        );
      return { kind: "type", path: this.#pathOf(name, operand), type: type.value.value };
    }
    if (name === "begins_with") {
      const [operand, part] = this.#arguments(name, 2);
      for (const one of [operand, part])
        if (one?.kind === "value" && !["S", "B"].includes(one.value.type)) throw this.#operandType(name, one);
      return this.#partOf("begins", name, operand, part);
    }
    if (name === "contains") {
      const [operand, part] = this.#arguments(name, 2);
      return this.#partOf("contains", name, operand, part);
    }
    throw this.#notHere(name);
  }

  #partOf(kind: "begins" | "contains", name: string, operand?: Operand, part?: Operand): Condition {
    if (!operand || !part) throw this.#parser.syntaxError();
    this.#checkDistinct(name, operand, part);
    return { kind, operand, part };
  }

  #arguments(name: string, count: number): readonly Operand[] {
    const operands = this.#parser.list(() => this.#operand());
    this.#parser.symbol(")");
    if (operands.length !== count)
      throw this.#parser.error(
        `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
      );
    return operands;
  }

  #pathOf(name: string, operand: Operand | undefined): Path {
    if (operand?.kind === "path") return operand.path;
    throw this.#parser.error(`Operator or function requires a document path; operator or function: ${name}`);
  }

  #notHere(name: string) {
    const known = ["if_not_exists", "list_append", "size", "attribute_exists", "attribute_not_exists"];
    return known.concat("attribute_type", "begins_with", "contains").includes(name)
      ? this.#parser.error(
          `The function is not allowed to be used this way in an expression; function: ${name}`,
        )
      : this.#parser.error(`Invalid function name; function: ${name}`);
  }

  #operandType(name: string, operand: Operand | undefined) {
    const type = operand?.kind === "value" ? operand.value.type : "path";
    return this.#parser.error(
      `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
    );
  }

  #checkDistinct(name: string, left: Operand, right: Operand): void {
    if (left.kind !== "path" || right.kind !== "path" || pathText(left.path) !== pathText(right.path)) return;
    throw this.#parser.error(
      `The first operand must be distinct from the remaining operands for this operator or function; operator: ${name}, first operand: ${pathText(left.path)}`,
    );
  }

  #checkComparison(comparator: Comparator, left: Operand, right: Operand): void {
    this.#checkDistinct(comparator, left, right);
    if (comparator === "=" || comparator === "<>") return;
    for (const operand of [left, right])
      if (operand.kind === "value" && compare(operand.value, operand.value) === undefined)
        throw this.#parser.error(
          `Incorrect operand type for operator or function; operator: ${comparator}, operand type: ${operand.value.type}`,
        );
  }

  #checkBounds(low: Operand, high: Operand): void {
    if (low.kind !== "value" || high.kind !== "value") return;
    const order = compare(low.value, high.value);
    const bounds = `lower bound operand: ${describe(low.value)}, upper bound operand: ${describe(high.value)}`;
    if (low.value.type !== high.value.type)
      throw this.#parser.error(
        `The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`,
      );
    if (order !== undefined && order > 0)
      throw this.#parser.error(
        `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
      );
  }
}

function describe(value: Value): string {
  const [text] = Object.values(encode(value));
  return `AttributeValue: {${value.type}:${typeof text === "string" ? text : JSON.stringify(text)}}`;
}
