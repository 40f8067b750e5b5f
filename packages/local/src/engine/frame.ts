import type { Data } from "./data.ts";
import type { Limits } from "./deadline.ts";
import type { Json } from "./json.ts";

/**
 * Where one line of states stands: the machine's own, a Parallel branch's or a Map iteration's. Plain data, all that is needed
 * (with the definition and the history) to go on from here in another process.
 */
export interface Frame {
  /** The state that is running, or about to be entered. */
  state: string;
  input: Data;
  /** The variables in scope; a branch has its own copy, so that nothing it assigns is seen outside. */
  variables: Readonly<Record<string, Json>>;
  /** The last event of this line; the next one's previousEventId. */
  previous: number;
  /** Set while a state is running. */
  visit?: Position;
  /** What a Map iteration is about. */
  readonly item?: MapItem;
}

export interface MapItem {
  readonly index: number;
  readonly value: Json;
}

/** How far the running state has got. */
export interface Position {
  readonly type: StateType;
  /** The id of the StateEntered event, and of the event before it. */
  readonly enteredId: number;
  readonly before: number;
  readonly enteredAt: number;
  /** Retries so far, in all and by retrier. */
  retryCount: number;
  retries: number[];
  /** World milliseconds at which a Wait, or a pause before a retry, ends. */
  until?: number;
  /** The token of the present attempt of a .waitForTaskToken task. */
  token?: string;
  /** The present attempt of a task, from TaskScheduled on. */
  attempt?: Attempt;
  /** What a Map goes over. */
  items?: readonly Json[];
  /** The lines inside a Parallel or a Map; a number of a Map's item that has not started has none. */
  children?: (Frame | undefined)[];
  /** What lines that have ended put out, by index. */
  outputs?: (Data | undefined)[];
}

/** A task's call, and how far it has got. */
export interface Attempt {
  /** World milliseconds: limits count from here, and the heartbeat's from the last beat. */
  readonly at: number;
  beatAt: number;
  readonly arguments: Data;
  readonly limits: Limits;
  /** ARN of the role as which the task calls. */
  readonly role: string;
  /** What the call answered, where that is not yet the result. */
  submitted?: Data;
}

export type StateType = "Task" | "Pass" | "Choice" | "Wait" | "Parallel" | "Map" | "Succeed" | "Fail";
