import { z } from "zod";
import { recordAborted } from "../aborted.ts";
import type { Data } from "../data.ts";
import { dataOf, withinLimit } from "../data.ts";
import { jsonSchema } from "../definition/fields.ts";
import type { Flow } from "../flow.ts";
import { startOf } from "../flow.ts";
import type { Frame } from "../frame.ts";
import type { Lines } from "../lines.ts";
import { LineFailed, runLines } from "../lines.ts";
import { record } from "../record.ts";
import type { Outcome, Recovery } from "../recover.ts";
import { recovering } from "../recover.ts";
import type { Exit, RunnableState } from "../state.ts";
import { leave } from "../state.ts";
import { compileTemplate } from "../template.ts";
import type { Visit } from "../visit.ts";
import { anyState, assignable, compileLeaving, compileRecovery, onward, recoverable } from "./common.ts";

export const parallelSchema = z.strictObject({
  Type: z.literal("Parallel"),
  ...anyState,
  ...assignable,
  ...onward,
  ...recoverable,
  /** Flows; each is checked and compiled on its own. */
  Branches: z.array(z.record(z.string(), jsonSchema)),
  Arguments: jsonSchema.optional(),
});

/** What the query languages do differently about a Parallel. */
export interface ParallelParts {
  readonly recovery: Recovery;
  /** What every branch is given. */
  input(visit: Visit): Data | Promise<Data>;
  leave(visit: Visit, result: Data): Exit | Promise<Exit>;
}

export function compileParallel(
  name: string,
  state: z.output<typeof parallelSchema>,
  branches: readonly Flow[],
): RunnableState {
  const template = state.Arguments === undefined ? undefined : compileTemplate(state.Arguments, "Arguments");
  const leaving = compileLeaving(state);
  return parallelState(name, branches, {
    recovery: compileRecovery(state),
    input: async (visit) =>
      template ? withinLimit(dataOf(await template(visit.scope())), name) : visit.input,
    leave: (visit, result) => leave(visit, leaving, visit.scope({ result: result.value }), result),
  });
}

export function parallelState(name: string, branches: readonly Flow[], parts: ParallelParts): RunnableState {
  /** Visits whose last attempt ended by a failure inside a branch, with that branch. */
  const failed = new WeakMap<Visit, Frame>();

  const attempt = async (visit: Visit): Promise<Exit> => {
    const { frame } = visit.thread;
    failed.delete(visit);
    const input = await parts.input(visit);
    if (!visit.position.children)
      frame.previous = record(visit.thread, "ParallelStateStarted", frame.previous);
    const outputs = await runLines(visit, branchLines(visit, branches, input)).catch((error: unknown) => {
      if (!(error instanceof LineFailed)) throw error;
      failed.set(visit, error.frame);
      throw error.error;
    });
    record(visit.thread, "ParallelStateSucceeded", frame.previous);
    const result = arrayOf(outputs);
    return await parts.leave(visit, result);
  };
  const onFailure = (visit: Visit, outcome: Outcome): void => {
    const { run, frame } = visit.thread;
    const branch = failed.get(visit);
    // Where the machine goes on, AWS records that even the state which failed was given up (recorded: caught and retried).
    if (branch && outcome !== "failed") recordAborted(run.history, branch, frame.previous);
    if (outcome !== "retried") frame.previous = record(visit.thread, "ParallelStateFailed", frame.previous);
  };
  const recovery = { ...parts.recovery, onFailure };
  return { type: "Parallel", name, run: (visit) => recovering(visit, recovery, attempt) };
}

function branchLines(visit: Visit, branches: readonly Flow[], input: Data): Lines {
  const { frame } = visit.thread;
  const flow = (index: number): Flow => {
    const branch = branches[index];
    if (!branch) throw new RangeError(`no branch ${index}`);
    return branch;
  };
  return {
    count: branches.length,
    concurrency: branches.length,
    flow,
    start: async (index, previous) => startOf(flow(index), input, previous, frame),
    ended: (_, branch) => branch.previous,
  };
}

/** An array of what the lines put out, each in its own text. */
export function arrayOf(outputs: readonly Data[]): Data {
  return {
    value: outputs.map(({ value }) => value),
    text: `[${outputs.map(({ text }) => text).join(",")}]`,
  };
}
