import type {
  ActionAfterCompletion,
  FlexibleTimeWindow,
  ScheduleState,
  Target,
} from "@aws-sdk/client-scheduler";
import type { Timing } from "@signalbox/core/schedule/expression";
import type { Destination } from "./target.ts";

export interface Schedule {
  readonly name: string;
  readonly group: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly expression: string;
  readonly timeZone: string;
  readonly timing: Timing;
  readonly start: Date | undefined;
  readonly end: Date | undefined;
  readonly window: FlexibleTimeWindow;
  readonly state: ScheduleState;
  readonly target: Target;
  readonly destination: Destination;
  readonly afterCompletion: ActionAfterCompletion;
  readonly created: Date;
  readonly modified: Date;
  /** A repeated CreateSchedule with the same one is answered as the first. */
  readonly clientToken: string | undefined;
}

/** The next time after an instant at which the schedule is due; undefined when it is complete. */
export function nextDue(schedule: Schedule, after: number): number | undefined {
  const { timing, start, end, modified } = schedule;
  if (timing.kind === "at") return timing.at !== undefined && timing.at > after ? timing.at : undefined;
  // A rate counts from its start date; without one it starts as soon as it is there.
  const from = (start ?? modified).getTime();
  const next =
    timing.kind === "cron"
      ? timing.next(Math.max(after, (start?.getTime() ?? 0) - 1))
      : from + Math.max(0, Math.floor((after - from) / timing.everyMs) + 1) * timing.everyMs;
  return next !== undefined && end && next > end.getTime() ? undefined : next;
}
