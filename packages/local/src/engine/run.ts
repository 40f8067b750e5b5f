import type { Clock } from "@signalbox/core/clock";
import type { Random } from "../world/random.ts";
import type { Frame } from "./frame.ts";
import type { History } from "./history.ts";
import type { Integrations } from "./integration.ts";
import type { Json } from "./json.ts";
import type { Tokens } from "./tokens.ts";

/** What the interpreter needs of the world around it. */
export interface Host {
  readonly clock: Clock;
  readonly random: Random;
  readonly integrations: Integrations;
  readonly tokens: Tokens;
  readonly region: string;
}

/** One execution, as far as its states see it. */
export interface Run extends Host {
  readonly history: History;
  /** `$states.context.Execution` and `.StateMachine`. */
  readonly execution: { readonly Id: string; readonly [key: string]: Json };
  readonly machine: { readonly Id: string; readonly Name: string };
  /** ARN of the role as which tasks call. */
  readonly role: string;
  /** When a state was entered last; milliseconds since 1970. */
  entered: number;
}

/** A line of states that is being run. */
export interface Thread {
  readonly run: Run;
  readonly frame: Frame;
  /** Aborted when the line is given up: the execution was stopped or timed out, or a sibling failed. */
  readonly signal: AbortSignal;
}
