import { z } from "zod";
import { expressionSchema } from "../definition/fields.ts";
import { EvaluationError } from "../error.ts";
import { compileField } from "../field.ts";
import { pause } from "../pause.ts";
import type { RunnableState } from "../state.ts";
import { leave } from "../state.ts";
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
    return parseTimestamp((await timestamp?.(scope)) ?? "") - visit.thread.run.clock.now();
  };
  return {
    type: "Wait",
    name,
    run: async (visit) => {
      await pause(visit, Math.max(0, await milliseconds(visit)));
      return await leave(visit, leaving, visit.scope(), visit.input);
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

/** An extended offset date-time of ISO 8601: with T, seconds and Z or an offset; any number of decimals. */
const extended = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function parseTimestamp(text: string): number {
  const time = extended.test(text) ? Date.parse(text.replace(/(\.\d{3})\d+/, "$1")) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new EvaluationError(
    `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`,
    "Timestamp",
    "entry",
  );
}
