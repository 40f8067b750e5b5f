import type { AnyWorkflow } from "@signalbox/functions/step";
import type { Laptop, Setting } from "../workflows/laptop.fixture.ts";
import type { Visits } from "./visits.ts";

/** How a workflow stands under the matrix: what is played, and what has to hold at each of its ends. */
export interface MatrixWorkflow {
  readonly name: string;
  /** The one that is started, then those that it starts. */
  readonly workflows: readonly AnyWorkflow[];
  readonly scenarios: readonly Scenario[];
  /** By name of the first machine's Succeed or Fail state; an end that is not here is no safe end. */
  readonly ends: Readonly<Record<string, readonly Invariant[]>>;
  /** Hold whatever the end. */
  readonly always: readonly Invariant[];
  /** Whether a state comes after all that only reads and refuses. */
  readonly acts: (state: string) => boolean;
  /** What comes in from outside while a state is visited, so that faults of events have one to strike. */
  readonly happen: (laptop: Laptop, state: string) => Promise<void>;
  /** What another hand changes behind the workflow's back. */
  readonly meddle: (laptop: Laptop, state: string) => Promise<void>;
}

/** The name of the execution that the faults strike; others may run beside it. */
export const underTest = "r1";

export interface Scenario {
  readonly name: string;
  readonly setting: Setting;
  /** Task states whose visits the faults strike here, by their workflow; each state stands in one scenario. */
  readonly states: Readonly<Record<string, readonly string[]>>;
  /** Starts the execution under test, named `underTest`; answers its ARN. */
  readonly start: (laptop: Laptop) => Promise<string>;
  /** What people do meanwhile. */
  readonly meanwhile?: (laptop: Laptop, visits: Visits) => Promise<void>;
}

/** What is known when all has come to rest. */
export interface Aftermath {
  readonly laptop: Laptop;
  /** The one of the first workflow that acted, itself or by one that it started; where none did, the one under test. */
  readonly execution: string;
  readonly visits: Visits;
  /** Of the matrix; undefined in the run without. */
  readonly fault: string | undefined;
  readonly state: string | undefined;
  /** When the fault's visit began, in the clock's milliseconds. */
  readonly armedAt: number;
}

export interface Invariant {
  /** A sentence that is true when it holds. */
  readonly says: string;
  readonly holds: (after: Aftermath) => boolean | Promise<boolean>;
}
