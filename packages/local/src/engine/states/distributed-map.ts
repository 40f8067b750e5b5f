import { withinLimit } from "../data.ts";
import { StatesError } from "../error.ts";
import type { Flow } from "../flow.ts";
import { startOf } from "../flow.ts";
import { History } from "../history.ts";
import type { Lines } from "../lines.ts";
import { LineFailed, runLines } from "../lines.ts";
import { record } from "../record.ts";
import type { Outcome } from "../recover.ts";
import { recovering } from "../recover.ts";
import type { Run, Thread } from "../run.ts";
import type { Exit, RunnableState } from "../state.ts";
import type { Visit } from "../visit.ts";
import type { MapParts } from "./map.ts";
import { arrayOf } from "./parallel.ts";

/**
 * A Map whose iterations are executions of their own: the execution that has it records the run as a whole, and nothing of what
 * happens inside. No failure is tolerated.
 */
export function distributedMapState(
  name: string,
  label: string,
  processor: Flow,
  parts: MapParts,
): RunnableState {
  const attempt = async (visit: Visit): Promise<Exit> => {
    const { thread, position } = visit;
    const { frame } = thread;
    position.items ??= await parts.items(visit);
    const most = await parts.concurrency(visit);
    if (!position.children) recordStart(thread, label, position.items.length);
    const started = frame.previous;
    const outputs = await runLines(visit, childLines(visit, name, label, processor, parts, most)).catch(
      (error: unknown) => {
        frame.previous = started;
        throw error instanceof LineFailed ? tooManyFailed(thread) : error;
      },
    );
    const succeeded = record(thread, "MapRunSucceeded", started);
    record(thread, "MapStateSucceeded", succeeded);
    frame.previous = succeeded;
    return await parts.leave(visit, arrayOf(outputs));
  };
  const onFailure = ({ thread }: Visit, outcome: Outcome): void => {
    if (outcome !== "retried")
      thread.frame.previous = record(thread, "MapStateFailed", thread.frame.previous);
  };
  const recovery = { ...parts.recovery, onFailure };
  return { type: "Map", name, run: (visit) => recovering(visit, recovery, attempt) };
}

function recordStart(thread: Thread, label: string, length: number): void {
  const { run, frame } = thread;
  const id = record(thread, "MapStateStarted", frame.previous, { mapStateStartedEventDetails: { length } });
  const machine = run.machine.Id.replace(":stateMachine:", ":mapRun:");
  frame.previous = record(thread, "MapRunStarted", id, {
    mapRunStartedEventDetails: { mapRunArn: `${machine}/${label}:${run.random.uuid()}` },
  });
}

function tooManyFailed(thread: Thread): StatesError {
  const error = "States.ExceedToleratedFailureThreshold";
  const cause = "The specified tolerated failure threshold was exceeded";
  thread.frame.previous = record(thread, "MapRunFailed", thread.frame.previous, {
    mapRunFailedEventDetails: { error, cause },
  });
  return new StatesError(error, cause);
}

function childLines(
  visit: Visit,
  name: string,
  label: string,
  processor: Flow,
  parts: MapParts,
  concurrency: number,
): Lines {
  const { run, frame } = visit.thread;
  const values = visit.position.items ?? [];
  const runs = new Map<number, Run>();
  const childRun = (index: number): Run => {
    const known = runs.get(index) ?? childOf(run, label);
    runs.set(index, known);
    return known;
  };
  return {
    count: values.length,
    concurrency,
    flow: () => processor,
    run: childRun,
    start: async (index) => {
      const item = { index, value: values[index] ?? null };
      const input = withinLimit(await parts.input(visit, item), name);
      // An execution of its own sees none of the variables around it.
      return startOf(processor, input, 0, { variables: {} });
    },
    ended: () => frame.previous,
  };
}

/** What a child execution runs in: its own id, and a history that nobody asks for. */
function childOf(run: Run, label: string): Run {
  const id = run.random.uuid();
  const machine = run.machine.Id.replace(":stateMachine:", ":execution:");
  const execution = { ...run.execution, Id: `${machine}/${label}:${id}`, Name: id };
  return { ...run, execution, history: new History(run.clock) };
}
