import type { Data } from "./data.ts";
import type { MapItem, Position, StateType } from "./frame.ts";
import type { Json } from "./json.ts";
import type { Scope } from "./jsonata/expression.ts";
import type { Thread } from "./run.ts";

/** What the fields of a state may see besides `$states.input` and `$states.context`. */
export interface Seen {
  readonly result?: Json;
  readonly errorOutput?: Json;
}

/** Only states that can be retried count their retries (recorded: a Pass has no RetryCount). */
const retried: ReadonlySet<StateType> = new Set<StateType>(["Task", "Parallel", "Map"]);

/** One visit of a state: its place in the history, and what its expressions see. */
export class Visit {
  readonly thread: Thread;
  readonly name: string;
  readonly input: Data;
  readonly position: Position;
  #known:
    | { readonly retryCount: number; readonly token: string | undefined; readonly context: Json }
    | undefined;

  constructor(thread: Thread, name: string, input: Data, position: Position) {
    this.thread = thread;
    this.name = name;
    this.input = input;
    this.position = position;
  }

  /** What an expression of this state sees: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
  scope(seen?: Seen, item = this.thread.frame.item): Scope {
    const { run, frame } = this.thread;
    const context = this.context(item);
    const states = { input: this.input.value, context, ...seen };
    return { bindings: { ...frame.variables, states }, chance: run };
  }

  /** The context object: `$states.context`, or `$$` in JSONPath. */
  context(item = this.thread.frame.item): Json {
    return item === this.thread.frame.item ? this.#ownContext() : this.#context(item);
  }

  /** An attempt's context is asked for at least twice, and writing its times costs microseconds. */
  #ownContext(): Json {
    const { retryCount, token } = this.position;
    if (this.#known?.retryCount !== retryCount || this.#known.token !== token)
      this.#known = { retryCount, token, context: this.#context(this.thread.frame.item) };
    return this.#known.context;
  }

  #context(item: MapItem | undefined): Json {
    const { run } = this.thread;
    const { type, enteredAt, retryCount, token } = this.position;
    return {
      Execution: run.execution,
      StateMachine: run.machine,
      State: {
        EnteredTime: new Date(enteredAt).toISOString(),
        Name: this.name,
        ...(retried.has(type) && { RetryCount: retryCount }),
      },
      ...(token !== undefined && { Task: { Token: token } }),
      ...(item && { Map: { Item: { Index: item.index, Value: item.value } } }),
    };
  }
}
