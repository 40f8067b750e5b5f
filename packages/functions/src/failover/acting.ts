import { Course, type FailoverAct, type FailoverRun } from "@signalbox/core/failover/run";
import type { Permission } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import type { StepContext } from "../context.ts";
import { step } from "../step.ts";
import { fenceAllows } from "./allow.ts";
import { insistOnEpoch } from "./fence.ts";
import { readRun, writeRun } from "./records.ts";

/** What every act is given. */
export const Acting = z.strictObject({ run: Course, epoch: z.int().positive() });
export type Acting = z.output<typeof Acting>;

/** Whether it has come to what it is for; where not, it is asked again. */
export const Acted = z.strictObject({ done: z.boolean(), text: z.string() });

/** How long a run may be silent between two acts: their retries take five minutes. Milliseconds. */
export const silentMs = 8 * 60_000;

/** What an act does; it answers what it has seen and done, and what the record is to hold of it. */
export type Does = (
  input: Acting,
  context: StepContext,
  record: FailoverRun,
) => Promise<{ readonly done: boolean; readonly text: string; readonly note?: Partial<FailoverRun> }>;

export interface Act {
  readonly name: string;
  readonly description: string;
  readonly allow: readonly Permission[];
  readonly act: Does;
}

/** A step of a failover that changes something: fenced by its epoch, and written into the timeline. */
export const acting = ({ name, description, allow, act }: Act) =>
  step({
    name,
    description,
    input: Acting,
    output: Acted,
    allow: [...fenceAllows, ...allow],
    run: async (input, context) => {
      await insistOnEpoch(context, input);
      return await told(act, input, context, input.epoch);
    },
  });

/** Acts, and writes it into the timeline. */
export async function told(
  act: Does,
  input: Acting,
  context: StepContext,
  epoch?: number,
): Promise<z.output<typeof Acted>> {
  const startedAt = momentOf(context);
  const record = await recordOf(context, input.run.run);
  const { done, text, note } = await act(input, context, record);
  await writeRun(context, noted(context, { ...record, ...note }, { text, startedAt, epoch }));
  return { done, text };
}

export async function recordOf(context: StepContext, run: string): Promise<FailoverRun> {
  const record = await readRun(context, run);
  if (!record) throw new Error(`the failover ${run} has no record`);
  return record;
}

export const momentOf = ({ clock }: Pick<StepContext, "clock">): string =>
  new Date(clock.now()).toISOString();

/** The record with an act of this state; of a state that is visited again and again there is one, unless each visit stands apart. */
export function noted(
  context: StepContext,
  record: FailoverRun,
  {
    text,
    startedAt,
    epoch,
    quietMs = silentMs,
    isApart = false,
  }: Pick<FailoverAct, "text" | "startedAt" | "epoch"> & {
    readonly quietMs?: number;
    readonly isApart?: boolean;
  },
): FailoverRun {
  const { clock, visit } = context;
  const now = clock.now();
  const before = record.acts.at(-1);
  const isSame = before?.state === visit.state && !(isApart && before.startedAt !== startedAt);
  const again = isSame ? before : undefined;
  const act: FailoverAct = {
    state: visit.state,
    text,
    startedAt: again?.startedAt ?? startedAt,
    endedAt: new Date(now).toISOString(),
    actor: visit.execution,
    ...(epoch !== undefined && { epoch }),
  };
  return {
    ...record,
    phase: visit.state,
    heardAt: act.endedAt,
    expectedBy: new Date(now + quietMs).toISOString(),
    acts: [...(again ? record.acts.slice(0, -1) : record.acts), act],
  };
}
