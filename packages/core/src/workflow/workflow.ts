import type { z } from "zod";
import type { Permission } from "./allow.ts";
import type { Flow, Machine, State } from "./asl.ts";
import type { Step } from "./step.ts";
import { stepNameOf } from "./task.ts";
import type { Trigger } from "./triggers.ts";
import type { Where } from "./where.ts";

/** A state machine, what starts it, and the steps that its one Lambda runs. */
export interface Workflow<Context> {
  /** kebab-case; names the folder, the Lambda, its role and the state machine. */
  readonly name: string;
  readonly description: string;
  /** Validates a start, draws the console's form, prints --help. */
  readonly input: z.ZodObject;
  readonly triggers: readonly Trigger[];
  readonly where?: Extract<Where, "several-regions">;
  /** Its Lambda stands inside the network: from there alone is a candidate reached before users meet it, and the database. */
  readonly reaches?: "preview" | "database";
  /** How long its Lambda may take for one step, a minute unless said; AWS takes no more than 900. */
  readonly timeoutSeconds?: number;
  readonly machine: Machine;
  readonly steps: readonly AnyStep<Context>[];
}

/** A step whose input type is forgotten: it is parsed by its own schema before `run`. */
export interface AnyStep<Context> extends Omit<Step<z.ZodObject, z.ZodObject, Context>, "run"> {
  readonly run: (input: never, context: Context) => Promise<object>;
}

/** Checks that machine and steps name each other; throws an Error that says which name is at fault. */
export function workflow<Context>(definition: Workflow<Context>): Workflow<Context> {
  const known = new Set(definition.steps.map((step) => step.name));
  const used = new Set<string>();
  for (const { state } of statesOf(definition.machine)) {
    const name = state.Type === "Task" ? stepNameOf(state) : undefined;
    if (name === undefined) continue;
    if (!known.has(name))
      throw new Error(`workflow ${definition.name}: the machine runs ${name}, which is not in steps`);
    used.add(name);
  }
  const idle = [...known].filter((name) => !used.has(name));
  if (idle.length > 0) throw new Error(`workflow ${definition.name}: no state runs ${idle.join(", ")}`);
  return definition;
}

/** A Lambda outside any machine, such as `wake`. */
export interface LambdaFunction<In extends z.ZodType, Context> {
  readonly name: string;
  readonly description: string;
  readonly input: In;
  readonly triggers: readonly Trigger[];
  readonly where?: Where;
  readonly allow: readonly Permission[];
  /** What it reaches that has no address outside the platform's own network, into which it is put then. */
  readonly reaches?: "cache" | "database";
  readonly run: (input: z.output<In>, context: Context) => Promise<object>;
}

/** Every state of a flow, those of branches and processors included, each with its path. */
export function* statesOf(flow: Flow, path = ""): Generator<{ path: string; name: string; state: State }> {
  for (const [name, state] of Object.entries(flow.States)) {
    yield { path: `${path}${name}`, name, state };
    if (state.Type === "Parallel")
      for (const [index, part] of state.Branches.entries())
        yield* statesOf(part, `${path}${name}[${index}]/`);
    if (state.Type === "Map") yield* statesOf(state.ItemProcessor, `${path}${name}[]/`);
  }
}
