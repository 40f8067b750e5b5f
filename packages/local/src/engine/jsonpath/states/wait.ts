import { z } from "zod";
import { PathError } from "../../error.ts";
import type { Json } from "../../json.ts";
import type { RunnableState } from "../../state.ts";
import { waitState } from "../../states/wait.ts";
import { timeOf } from "../../timestamp.ts";
import type { Visit } from "../../visit.ts";
import { compileAmount } from "../amount.ts";
import { compilePathExpression } from "../expression.ts";
import { anyPathState, onwardByPath, pathSchema } from "../fields.ts";
import { compileIn, compileOut } from "../filters.ts";
import { scopeOf } from "../scope.ts";

export const pathWaitSchema = z.strictObject({
  Type: z.literal("Wait"),
  ...anyPathState,
  ...onwardByPath,
  Seconds: z.int().min(0).max(99_999_999).optional(),
  SecondsPath: pathSchema.optional(),
  Timestamp: z.string().optional(),
  TimestampPath: pathSchema.optional(),
});

/** AWS's timers end at 2^31 seconds; the recording's last day that works is the 24855th. */
const longest = 2 ** 31 * 1000;

export function compilePathWait(name: string, state: z.output<typeof pathWaitSchema>): RunnableState {
  const input = compileIn(state);
  const out = compileOut(state);
  const seconds = compileAmount("SecondsPath", state.Seconds, state.SecondsPath, 0);
  const timestamp = compileTimestamp(state.Timestamp, state.TimestampPath);
  const milliseconds = (visit: Visit): number => {
    const { value } = input(visit);
    const ms = seconds
      ? seconds(visit, value) * 1000
      : timestamp(visit, value) - visit.thread.run.clock.now();
    if (ms <= longest) return ms;
    throw new PathError("Wait state delay is too long.");
  };
  return waitState(name, milliseconds, (visit) => out(visit, input(visit)));
}

function compileTimestamp(
  fixed: string | undefined,
  path: string | undefined,
): (visit: Visit, input: Json) => number {
  if (path === undefined) return () => timeOf(fixed ?? "") ?? 0; // the definition's check has seen it
  const read = compilePathExpression(path, "TimestampPath");
  return (visit, input) => {
    const value = read(scopeOf(visit, input));
    const time = typeof value === "string" ? timeOf(value) : undefined;
    if (time !== undefined) return time;
    throw new PathError(
      `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${path} == ${typeof value === "string" ? value : JSON.stringify(value)}`,
    );
  };
}
