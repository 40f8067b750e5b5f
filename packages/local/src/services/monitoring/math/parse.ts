import { syntax, type Token, tokens } from "./token.ts";

/** An expression of metric math as a tree. */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "id"; readonly id: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: "operation";
      readonly sign: string;
      readonly left: Expression;
      readonly right: Expression;
    };

/** Loosest first. */
const levels = [
  ["||", "OR"],
  ["&&", "AND"],
  ["==", "!=", "<", ">", "<=", ">="],
  ["+", "-"],
  ["*", "/"],
  ["^"],
];

export function parse(text: string): Expression {
  const input = tokens(text);
  let at = 0;
  const signOf = (token: Token | undefined): string | undefined =>
    token && (token.kind === "sign" || token.kind === "name") ? token.text : undefined;
  const take = (sign: string): boolean => {
    if (signOf(input[at]) !== sign) return false;
    at++;
    return true;
  };
  const expect = (sign: string): void => {
    if (!take(sign)) throw syntax(text, `'${sign}' expected`);
  };
  const list = (end: string): Expression[] => {
    const items: Expression[] = [];
    if (take(end)) return items;
    do items.push(level(0));
    while (take(","));
    expect(end);
    return items;
  };
  const level = (depth: number): Expression => {
    const signs = levels[depth];
    if (!signs) return unary();
    let left = level(depth + 1);
    for (let sign = signOf(input[at]); sign && signs.includes(sign); sign = signOf(input[at])) {
      at++;
      // `^` binds to the right: 2 ^ 3 ^ 2 is 2 ^ 9.
      left = { kind: "operation", sign, left, right: level(sign === "^" ? depth : depth + 1) };
    }
    return left;
  };
  const unary = (): Expression => {
    if (take("-"))
      return { kind: "operation", sign: "-", left: { kind: "number", value: 0 }, right: unary() };
    const token = input[at++];
    if (token?.kind === "number" || token?.kind === "text") return token;
    if (token?.kind === "name")
      return take("(")
        ? { kind: "call", name: token.text.toUpperCase(), args: list(")") }
        : { kind: "id", id: token.text };
    if (token?.text === "(") {
      const inner = level(0);
      expect(")");
      return inner;
    }
    if (token?.text === "[") return { kind: "list", items: list("]") };
    throw syntax(text, token ? `unexpected '${token.text}'` : "it ends too early");
  };
  const whole = level(0);
  if (at < input.length) throw syntax(text, `unexpected text after the expression`);
  return whole;
}

/** An expression and all that it is made of. */
export function* parts(expression: Expression): Generator<Expression> {
  yield expression;
  if (expression.kind === "list") for (const item of expression.items) yield* parts(item);
  if (expression.kind === "call") for (const argument of valuesOf(expression)) yield* parts(argument);
  if (expression.kind === "operation") {
    yield* parts(expression.left);
    yield* parts(expression.right);
  }
}

/** What of a call's arguments stands for a value: SORT's second and third are a function's name and an order. */
const valuesOf = ({ name, args }: Expression & { kind: "call" }): readonly Expression[] =>
  name === "SORT" ? args.filter((_, index) => index !== 1 && index !== 2) : args;

/** Ids of metrics and other expressions that an expression reads; `metrics` are those that METRICS() stands for. */
export function idsOf(expression: Expression, metrics: readonly string[]): readonly string[] {
  return [...parts(expression)].flatMap((part) => {
    if (part.kind === "id") return [part.id];
    return part.kind === "call" && part.name === "METRICS" ? metricsNamed(part.args, metrics) : [];
  });
}

/** METRICS() is all metrics of the request, METRICS("text") those with the text in their id. */
export function metricsNamed(args: readonly Expression[], metrics: readonly string[]): readonly string[] {
  const [filter] = args;
  return filter?.kind === "text" ? metrics.filter((id) => id.includes(filter.text)) : metrics;
}
