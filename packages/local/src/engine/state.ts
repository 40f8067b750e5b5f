import type { Data } from "./data.ts";
import { dataOf, withinLimit } from "./data.ts";
import { StatesError } from "./error.ts";
import type { StateType } from "./frame.ts";
import type { Json } from "./json.ts";
import type { Scope } from "./jsonata/expression.ts";
import type { Template } from "./template.ts";
import type { Visit } from "./visit.ts";

/** A state, compiled and ready to run. */
export interface RunnableState {
  readonly type: StateType;
  readonly name: string;
  /** Runs one visit. What fails is thrown, after the state's own Retry and Catch have had it. */
  run(visit: Visit): Promise<Exit>;
}

/** How a state was left. */
export interface Exit {
  readonly output: Data;
  readonly assigned?: Readonly<Record<string, Json>> | undefined;
  /** The next state; undefined at the end of the flow. */
  readonly next: string | undefined;
}

/** What leaves a state: Output and Assign, of the state itself, of a Choice rule or of a catcher. */
export interface Leaving {
  readonly output: Template | undefined;
  readonly assign: Template | undefined;
  readonly next: string | undefined;
}

/** Fills in Output and Assign; both see the variables as they were before. Without Output, `otherwise` goes on. */
export async function leave(visit: Visit, leaving: Leaving, scope: Scope, otherwise: Data): Promise<Exit> {
  const assigned = leaving.assign && (await assignments(visit, leaving.assign, scope));
  const output = leaving.output ? dataOf(await leaving.output(scope)) : otherwise;
  return { output: withinLimit(output, visit.name), assigned, next: leaving.next };
}

async function assignments(
  visit: Visit,
  assign: Template,
  scope: Scope,
): Promise<Readonly<Record<string, Json>>> {
  const values = await assign(scope);
  if (typeof values !== "object" || values === null || Array.isArray(values))
    throw new StatesError("States.Runtime", `Assign of the state '${visit.name}' is not an object.`);
  const record = values as Readonly<Record<string, Json>>; // arrays are excluded above
  for (const value of Object.values(record)) withinLimit(dataOf(value), visit.name);
  return record;
}
