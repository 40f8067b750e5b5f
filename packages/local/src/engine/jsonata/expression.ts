import jsonata from "jsonata";
import { EvaluationError } from "../error.ts";
import type { Json } from "../json.ts";
import { clean } from "./clean.ts";
import type { Direct } from "./direct.ts";
import { directly } from "./direct.ts";
import type { Chance } from "./functions.ts";
import { chanceBinding, equip } from "./functions.ts";

/** What an expression sees: the variables in scope and `$states`. */
export interface Scope {
  readonly bindings: Readonly<Record<string, Json>>;
  readonly chance: Chance;
}

/** An expression in a field of a state. `evaluate` fails as AWS fails, naming the expression and the field. */
export interface Expression {
  /** Without `{%` and `%}`, trimmed, as AWS quotes it. */
  readonly source: string;
  readonly location: string;
  evaluate(scope: Scope): Json | Promise<Json>;
}

interface Compiled {
  readonly direct: Direct | undefined;
  readonly program: jsonata.Expression;
}

/** A string is an expression only if the whole of it stands between `{%` and `%}`; " {% x %} " is a literal. */
export function expressionSource(text: string): string | undefined {
  return text.startsWith("{%") && text.endsWith("%}") ? text.slice(2, -2).trim() : undefined;
}

/** Compiled programs by source. Machines are few and long-lived, so nothing is ever dropped. */
const cache = new Map<string, Compiled>();

/** Throws jsonata's own error where the source has a syntax error; its message is without the code, as AWS's diagnostics are. */
export function compileSource(source: string): Compiled {
  const known = cache.get(source);
  if (known) return known;
  const program = jsonata(source);
  equip(program);
  const compiled = { program, direct: directly(program.ast()) };
  cache.set(source, compiled);
  return compiled;
}

export function compileExpression(source: string, location: string): Expression {
  const { direct, program } = compileSource(source);
  const subject = `The JSONata expression '${source}' specified for the field '${location}'`;
  const slow = async ({ bindings, chance }: Scope): Promise<Json> => {
    let raw: unknown;
    try {
      raw = await program.evaluate(undefined, { ...bindings, [chanceBinding]: chance });
    } catch (error) {
      throw new EvaluationError(`${subject} threw an error during evaluation${detail(error)}`, location);
    }
    if (raw === undefined) throw new EvaluationError(`${subject} returned nothing (undefined).`, location);
    const value = clean(raw);
    if (value === undefined)
      throw new EvaluationError(`${subject} returned an unsupported result type.`, location);
    return value;
  };
  const evaluate = (scope: Scope): Json | Promise<Json> => {
    const found = direct?.(scope.bindings);
    return found === undefined ? slow(scope) : found;
  };
  return { source, location, evaluate };
}

/** AWS writes `. T1006: …` after JSONata's coded errors and `: …` before any other message. */
function detail(error: unknown): string {
  if (typeof error === "object" && error !== null && "message" in error)
    return "code" in error ? `. ${error.code}: ${error.message}` : `: ${error.message}`;
  return `: ${error}`;
}
