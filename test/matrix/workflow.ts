import type { AnyWorkflow } from "@signalbox/functions/step";
import type { AnyLaptop, Laptop, Setting } from "../workflows/laptop.fixture.ts";
import type { MatrixFault } from "./faults.ts";
import type { Stands } from "./stands.ts";
import type { Visits } from "./visits.ts";

/** What a workflow is played on: a whole laptop under traffic, or no more than the workflow needs. */
export type Ground = Pick<AnyLaptop, "clock" | "cloud" | "world" | "platform"> & {
  readonly traffic?: Pick<AnyLaptop["traffic"], "stop">;
};

/**
 * How a workflow stands under the matrix: what is played, and what has to hold at each of its ends. What takes its laptop is
 * written as methods, whose parameters TypeScript compares both ways: matrices of all strategies stand in one list.
 */
export interface MatrixWorkflow<L extends Ground = Laptop> {
  readonly name: string;
  /** Where it is deployed; in development's one region unless said. */
  readonly stands?: Stands;
  /** Boots the laptop that it is played on. */
  play(setting: Setting, scenario: (laptop: L) => Promise<void>): Promise<void>;
  /** Names of those of the twelve faults that matter to it, and such as strike nothing else; the twelve unless said. */
  readonly faults?: readonly (string | MatrixFault)[];
  /** `npm test` strikes each visit with every n-th fault, another one than the visit before; all unless said. `npm run matrix` does with all. */
  readonly sample?: number;
  /** The one that is started, then those that it starts. */
  readonly workflows: readonly AnyWorkflow[];
  readonly scenarios: readonly Scenario<L>[];
  /** By name of the first machine's Succeed or Fail state; an end that is not here is no safe end. */
  readonly ends: Readonly<Record<string, readonly Invariant<L>[]>>;
  /** Hold whatever the end. */
  readonly always: readonly Invariant<L>[];
  /** Whether a state comes after all that only reads and refuses. */
  readonly acts: (state: string) => boolean;
  /** Why a fault does not strike a state's visits here, such as one that another matrix strikes the same step with. */
  readonly spares?: (
    state: string,
    fault: string,
    visit: { readonly scenario: string; readonly isLast: boolean },
  ) => string | undefined;
  /** What comes in from outside while a state is visited, so that faults of events have one to strike. */
  happen(laptop: L, state: string): Promise<void>;
  /** What another hand changes behind the workflow's back. */
  meddle(laptop: L, state: string): Promise<void>;
}

/** A matrix of any workflow. */
export type AnyMatrix = MatrixWorkflow<Ground>;

/** Before a cell; what stable serves is compared with what the candidate serves in the same minutes. */
export const warmUpSeconds = 60;

/** The name of the execution that the faults strike; others may run beside it. */
export const underTest = "r1";

export interface Scenario<L extends Ground = Laptop> {
  readonly name: string;
  readonly setting: Setting;
  /** Task states whose visits the faults strike here, by their workflow; each state stands in one scenario. */
  readonly states: Readonly<Record<string, readonly string[]>>;
  /** Starts the execution under test, named `underTest`; answers its ARN. */
  start(laptop: L): Promise<string>;
  /** What people do meanwhile. */
  meanwhile?(laptop: L, visits: Visits): Promise<void>;
}

/** What is known when all has come to rest. */
export interface Aftermath<L extends Ground = Laptop> {
  readonly laptop: L;
  /** The one of the first workflow that acted, itself or by one that it started; where none did, the one under test. */
  readonly execution: string;
  readonly visits: Visits;
  /** Of the matrix; undefined in the run without. */
  readonly fault: string | undefined;
  readonly state: string | undefined;
  /** When the fault's visit began, in the clock's milliseconds. */
  readonly armedAt: number;
}

export interface Invariant<L extends Ground = Laptop> {
  /** A sentence that is true when it holds. */
  readonly says: string;
  holds(after: Aftermath<L>): boolean | Promise<boolean>;
}
