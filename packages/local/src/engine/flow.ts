import type { HistoryEventType } from "@aws-sdk/client-sfn";
import type { Data } from "./data.ts";
import { abandoned } from "./error.ts";
import { recordFailure } from "./failure.ts";
import type { Frame } from "./frame.ts";
import type { Json } from "./json.ts";
import { record } from "./record.ts";
import type { Thread } from "./run.ts";
import type { Exit, RunnableState } from "./state.ts";
import { Visit } from "./visit.ts";

/** States that hang together, compiled. */
export interface Flow {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, RunnableState>;
}

const whole = { truncated: false } as const;

/** A line at the start of a flow. `previous` is the event that it follows. */
export function startOf(
  flow: Flow,
  input: Data,
  previous: number,
  from: Pick<Frame, "variables" | "item">,
): Frame {
  const { variables, item } = from;
  return { state: flow.startAt, input, variables, previous, ...(item && { item }) };
}

/**
 * Runs a line from where its frame stands to the end of its flow, and returns what the last state put out. A frame that
 * stands within a state is taken up there: the state was entered before, by another process or before a redrive.
 */
export async function runFlow(flow: Flow, thread: Thread): Promise<Data> {
  const { frame, signal } = thread;
  for (;;) {
    const state = flow.states.get(frame.state);
    if (!state) throw new Error(`no state '${frame.state}'`); // the definition's check makes this impossible
    const visit = frame.visit
      ? new Visit(thread, state.name, frame.input, frame.visit)
      : enter(state, thread);
    let exit: Exit;
    try {
      exit = await state.run(visit);
    } catch (error) {
      if (signal.aborted) throw abandoned;
      throw recordFailure(visit, error);
    }
    if (signal.aborted) throw abandoned;
    leaveState(state, thread, exit);
    if (exit.next === undefined) return exit.output;
    frame.state = exit.next;
    frame.input = exit.output;
  }
}

function enter(state: RunnableState, thread: Thread): Visit {
  const { run, frame } = thread;
  const before = frame.previous;
  const type: HistoryEventType = `${state.type}StateEntered`;
  const stateEnteredEventDetails = { name: state.name, input: frame.input.text, inputDetails: whole };
  const enteredId = record(thread, type, before, { stateEnteredEventDetails });
  frame.previous = enteredId;
  // A Task of AWS takes a millisecond at least, so that no visit of it has the EnteredTime of another. Here it may take none.
  const enteredAt = Math.max(run.clock.now(), run.entered + 1);
  run.entered = enteredAt;
  frame.visit = { type: state.type, enteredId, before, enteredAt, retryCount: 0, retries: [] };
  return new Visit(thread, state.name, frame.input, frame.visit);
}

function leaveState(state: RunnableState, thread: Thread, exit: Exit): void {
  const { frame } = thread;
  delete frame.visit;
  if (exit.assigned) frame.variables = { ...frame.variables, ...exit.assigned };
  // A Fail state never comes here: it has no way out.
  const type = `${state.type}StateExited` as HistoryEventType; // no FailStateExited exists, see above
  frame.previous = record(thread, type, frame.previous, {
    stateExitedEventDetails: {
      name: state.name,
      output: exit.output.text,
      outputDetails: whole,
      ...(exit.assigned && {
        assignedVariables: texts(exit.assigned),
        assignedVariablesDetails: whole,
      }),
    },
  });
}

function texts(values: Readonly<Record<string, Json>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));
}
