import jsonata from "jsonata";
import type { Json } from "../../engine/json.ts";
import { isObject } from "../../engine/json.ts";
import { expressionSource } from "../../engine/jsonata/expression.ts";

type References = Record<string, string[]>;

/** By definition: the parsing of all expressions takes longer than all else that a description of a machine needs. */
const known = new Map<string, References>();

/** The workflow variables that each state of a definition reads, by the state's name; states that read none are left out. */
export function variableReferences(definition: string): References {
  const before = known.get(definition);
  if (before) return before;
  const machine: Json = JSON.parse(definition);
  const references: References = {};
  collect(machine, languageOf(machine, "JSONPath"), references);
  known.set(definition, references);
  return references;
}

/** Goes through the states of a flow and, inside them, through the flows of branches and iterations. */
function collect(flow: Json, language: string, references: References): void {
  if (!isObject(flow) || !isObject(flow.States)) return;
  for (const [name, state] of Object.entries(flow.States)) {
    if (!isObject(state)) continue;
    const own = languageOf(state, language);
    const { ItemProcessor, Iterator, Branches, ...rest } = state;
    const found = new Set<string>();
    for (const [key, value] of Object.entries(rest)) read(key, value, own, found);
    if (found.size > 0) references[name] = [...found].sort();
    const inner = [ItemProcessor, Iterator, ...(Array.isArray(Branches) ? Branches : [])];
    for (const each of inner) if (each !== undefined) collect(each, language, references);
  }
}

const languageOf = (of: Json, otherwise: string): string =>
  isObject(of) && typeof of.QueryLanguage === "string" ? of.QueryLanguage : otherwise;

function read(key: string, value: Json, language: string, found: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) read(key, item, language, found);
  else if (isObject(value))
    for (const [name, member] of Object.entries(value)) read(name, member, language, found);
  else if (typeof value !== "string") return;
  else if (language === "JSONata") readExpression(value, found);
  else if (/(\.\$|Path|^Variable)$/.test(key)) readPath(value, found);
}

/** `$name` in a path or in an intrinsic function; neither the input (`$.`, `$[`) nor the context object (`$$`). */
function readPath(path: string, found: Set<string>): void {
  const withoutTexts = path.replace(/'(?:\\.|[^'\\])*'/g, "");
  for (const [, name = ""] of withoutTexts.matchAll(/(?<!\$)\$([\p{L}_][\p{L}\p{N}_]*)/gu)) found.add(name);
}

function readExpression(text: string, found: Set<string>): void {
  const source = expressionSource(text);
  if (source === undefined) return;
  const bound = new Set(["", "$", "states"]);
  const read = new Set<string>();
  walk(jsonata(source).ast(), bound, read);
  for (const name of read) if (!bound.has(name)) found.add(name);
}

/** jsonata's tree has many kinds of nodes: what matters is where a variable is read, bound or called. */
function walk(node: unknown, bound: Set<string>, read: Set<string>): void {
  if (Array.isArray(node)) for (const each of node) walk(each, bound, read);
  if (!isNode(node)) return;
  if (node.type === "variable") read.add(String(node.value));
  if (node.type === "bind" && isNode(node.lhs)) bound.add(String(node.lhs.value));
  if (node.type === "lambda" && Array.isArray(node.arguments))
    for (const argument of node.arguments) if (isNode(argument)) bound.add(String(argument.value));
  // A workflow variable is no function: `$sum` in `$sum(…)` is jsonata's own, or bound here.
  const { procedure, ...rest } = node;
  if (isNode(procedure) && procedure.type !== "variable") walk(procedure, bound, read);
  for (const member of Object.values(rest)) if (typeof member === "object") walk(member, bound, read);
}

function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
