import type { Data } from "../data.ts";
import { dataOf, withinLimit } from "../data.ts";
import { PathError } from "../error.ts";
import type { Json } from "../json.ts";
import type { Exit } from "../state.ts";
import type { Visit } from "../visit.ts";
import type { InFields, OutFields } from "./fields.ts";
import { parsePath } from "./parse-path.ts";
import { compileMember, compilePayload } from "./payload.ts";
import { parseReferencePath, put } from "./reference-path.ts";
import type { PathScope } from "./scope.ts";
import { lookUp, rootOf, scopeOf } from "./scope.ts";
import { whatIsMissing } from "./select.ts";

/** InputPath or OutputPath: `$` leaves a value as it is, with its text; null is an empty object. */
function compileFilter(text: string | null): (data: Data, visit: Visit) => Data {
  if (text === null) return () => empty;
  if (text === "$") return (data) => data;
  const path = parsePath(text);
  return (data, visit) => {
    const scope = scopeOf(visit, data.value);
    const found = lookUp(path, scope);
    if (found !== undefined) return dataOf(found);
    const root = rootOf(path, scope);
    const reason = root === undefined ? "No such variable" : whatIsMissing(path.steps, root).detail;
    throw new PathError(`Invalid path '${text}' : ${reason}`);
  };
}

const empty = dataOf({});

/** InputPath, then Parameters: what a state works on. */
export function compileIn({ InputPath = "$", Parameters }: InFields): (visit: Visit) => Data {
  const filter = compileFilter(InputPath);
  if (Parameters === undefined) return (visit) => filter(visit.input, visit);
  const payload = compilePayload(Parameters);
  return (visit) => dataOf(payload(scopeOf(visit, filter(visit.input, visit).value)));
}

/** ResultSelector, Assign, ResultPath and OutputPath, in this order: how a state is left with a result. */
export function compileOut(fields: OutFields): (visit: Visit, result: Data) => Exit {
  const { ResultSelector, ResultPath = "$", OutputPath = "$", Assign, Next: next } = fields;
  const selector = ResultSelector === undefined ? undefined : compilePayload(ResultSelector);
  const assign = compileAssign(Assign);
  const merge = compileMerge(ResultPath);
  const filter = compileFilter(OutputPath);
  return (visit, result) => {
    const selected = selector ? dataOf(selector(scopeOf(visit, result.value))) : result;
    const assigned = assign?.(scopeOf(visit, selected.value));
    const output = filter(merge(visit.input, selected), visit);
    return { output: withinLimit(output, visit.name), assigned, next };
  };
}

/** ResultPath: where in the state's own input the result goes; null drops it. */
function compileMerge(text: string | null): (input: Data, result: Data) => Data {
  if (text === null) return (input) => input;
  if (text === "$") return (_, result) => result;
  const path = parseReferencePath(text);
  return (input, result) => dataOf(put(path, input.value, result.value));
}

type Variables = Readonly<Record<string, Json>>;

/** Variables are all computed from what they were before. */
export function compileAssign(assign: Variables | undefined): ((scope: PathScope) => Variables) | undefined {
  if (!assign) return undefined;
  const members = Object.entries(assign).map(([key, value]) => compileMember(key, value));
  return (scope) => Object.fromEntries(members.map(([name, payload]) => [name, payload(scope)]));
}
