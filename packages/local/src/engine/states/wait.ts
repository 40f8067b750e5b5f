import { z } from "zod";
import { expressionSchema } from "../definition/fields.ts";
import { EvaluationError } from "../error.ts";
import { compileField } from "../field.ts";
import { pause } from "../pause.ts";
import type { Exit, RunnableState } from "../state.ts";
import { leave } from "../state.ts";
import { timeOf } from "../timestamp.ts";
import type { Visit } from "../visit.ts";
import { anyState, assignable, compileLeaving, onward } from "./common.ts";

export const waitSchema = z.strictObject({
  Type: z.literal("Wait"),
  ...anyState,
  ...assignable,
  ...onward,
  Seconds: z.union([z.int().min(0).max(99_999_999), expressionSchema]).optional(),
  Timestamp: z.string().optional(),
});

export function compileWait(name: string, state: z.output<typeof waitSchema>): RunnableState {
  const leaving = compileLeaving(state);
  const seconds = state.Seconds === undefined ? undefined : compileField(state.Seconds, "Seconds", "integer");
  const timestamp =
    state.Timestamp === undefined ? undefined : compileField(state.Timestamp, "Timestamp", "string");
  const milliseconds = async (visit: Visit): Promise<number> => {
    const scope = visit.scope();
    if (seconds) return checkedSeconds(await seconds(scope)) * 1000;
    return checkedTime((await timestamp?.(scope)) ?? "") - visit.thread.run.clock.now();
  };
  return waitState(name, milliseconds, (visit) => leave(visit, leaving, visit.scope(), visit.input));
}

/** A state that stands still for as long as `milliseconds` says; what is past already takes no time. */
export function waitState(
  name: string,
  milliseconds: (visit: Visit) => number | Promise<number>,
  leave: (visit: Visit) => Exit | Promise<Exit>,
): RunnableState {
  return {
    type: "Wait",
    name,
    run: async (visit) => {
      await pause(visit, Math.max(0, await milliseconds(visit)));
      return await leave(visit);
    },
  };
}

function checkedSeconds(seconds: number): number {
  if (seconds >= 0 && seconds <= 99_999_999) return seconds;
  throw new EvaluationError(
    `The Seconds field must be between 0 and 99999999 but was: ${seconds}`,
    "Seconds",
    "entry",
  );
}

function checkedTime(text: string): number {
  const time = timeOf(text);
  if (time !== undefined) return time;
  throw new EvaluationError(
    `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`,
    "Timestamp",
    "entry",
  );
}
