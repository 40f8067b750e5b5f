import { madeOnce } from "../made-once.ts";
import type { Machine, State } from "./asl.ts";
import { handlerPlaceholder } from "./task.ts";

/** What a machine names: its own Lambda, and machines of other workflows. */
export interface Bindings {
  readonly handler: string;
  readonly stateMachine: (workflow: string) => string;
}

/** A workflow's machine with the ARNs of what it names, as text. */
export const bindMachine = (machine: Machine, { handler, stateMachine }: Bindings): string =>
  textOf(machine)
    .replaceAll(handlerPlaceholder, handler)
    .replaceAll(startedWorkflow, (_, workflow: string) => stateMachine(workflow));

/** The workflows that a machine, or a state of it, starts. */
export const startedBy = (of: Machine | State): string[] =>
  [...JSON.stringify(of).matchAll(startedWorkflow)].map(([, workflow = ""]) => workflow);

/** A run of the tests deploys the same machines some thousand times. */
const textOf = madeOnce((machine: Machine) => JSON.stringify(machine));

const startedWorkflow = /\$\{StateMachine:([a-z-]+)\}/g;
