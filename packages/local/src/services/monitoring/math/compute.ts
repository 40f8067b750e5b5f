import { call } from "./functions.ts";
import { sort } from "./list-functions.ts";
import { type Expression, metricsNamed } from "./parse.ts";
import { syntax } from "./token.ts";
import { combine, isList, type Value } from "./value.ts";

export interface Scope {
  /** The expression's own text, for errors. */
  readonly text: string;
  /** Starts of all periods of the query, which FILL fills. */
  readonly starts: readonly number[];
  read(id: string): Value;
  /** Ids of the request's metrics, without its expressions. */
  readonly metrics: readonly string[];
  /** Seconds. */
  periodOf(id: string): number;
}

/** The value of an expression: one number, a series, or a list of them. */
export function compute(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "id":
      return scope.read(expression.id);
    case "list":
      return expression.items.flatMap((item) => {
        const value = compute(item, scope);
        if (value instanceof Map) return [value];
        if (isList(value)) return value;
        throw syntax(scope.text, "a list may hold time series only");
      });
    case "text":
      throw syntax(scope.text, `the text '${expression.text}' has no place there`);
    case "call":
      if (expression.name === "METRICS")
        return metricsNamed(expression.args, scope.metrics).flatMap((id) => {
          const value = scope.read(id);
          return value instanceof Map ? [value] : [];
        });
      if (expression.name === "PERIOD") return period(expression.args, scope);
      if (expression.name === "SORT") return sorted(expression.args, scope);
      return call(
        expression.name,
        expression.args.map((argument) => compute(argument, scope)),
        scope,
      );
    case "operation": {
      const left = compute(expression.left, scope);
      const right = compute(expression.right, scope);
      return combine(operatorOf(expression.sign, scope), left, right, scope);
    }
  }
}

function sorted([list, by, order, most]: readonly Expression[], scope: Scope): Value {
  if (list === undefined || by?.kind !== "id" || order?.kind !== "id")
    throw syntax(scope.text, "SORT takes a list, a function and an order");
  return sort(compute(list, scope), by.id, order.id, most && compute(most, scope), scope.text);
}

function period([metric]: readonly Expression[], scope: Scope): number {
  if (metric?.kind !== "id" || !scope.metrics.includes(metric.id))
    throw syntax(scope.text, "PERIOD takes the id of a metric");
  return scope.periodOf(metric.id);
}

function operatorOf(sign: string, scope: Scope): (left: number, right: number) => number {
  switch (sign) {
    case "+":
      return (left, right) => left + right;
    case "-":
      return (left, right) => left - right;
    case "*":
      return (left, right) => left * right;
    case "/":
      return (left, right) => left / right;
    case "^":
      return (left, right) => left ** right;
    case "==":
      return (left, right) => Number(left === right);
    case "!=":
      return (left, right) => Number(left !== right);
    case "<":
      return (left, right) => Number(left < right);
    case ">":
      return (left, right) => Number(left > right);
    case "<=":
      return (left, right) => Number(left <= right);
    case ">=":
      return (left, right) => Number(left >= right);
    case "&&":
    case "AND":
      return (left, right) => Number(left !== 0 && right !== 0);
    case "||":
    case "OR":
      return (left, right) => Number(left !== 0 || right !== 0);
    default:
      throw syntax(scope.text, `unknown operator ${sign}`);
  }
}
