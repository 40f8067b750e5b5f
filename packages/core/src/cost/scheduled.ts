import { timingOf } from "../schedule/expression.ts";
import { hoursPerMonth } from "./prices.ts";
import type { Deployed } from "./registry.ts";

const monthMs = hoursPerMonth * 3_600_000;
/** An ordinary month: no clock changes in it. */
const start = Date.UTC(2026, 5, 1);

/** How often its schedules start something in a month. */
export const scheduledRuns = ({ triggers }: Deployed): number =>
  triggers.reduce((sum, trigger) => sum + (trigger.kind === "schedule" ? runsOf(trigger.expression) : 0), 0);

/** By expression: an estimate with all of its switches asks hundreds of times, and a quarter-hourly cron has 2,920 runs to walk. */
const known = new Map<string, number>();

/** @throws {Error} for what is no expression of EventBridge Scheduler */
function runsOf(expression: string): number {
  const runs = known.get(expression) ?? count(expression);
  known.set(expression, runs);
  return runs;
}

function count(expression: string): number {
  const timing = timingOf(expression, "UTC");
  if (timing === undefined) throw new Error(`${expression} is no schedule`);
  switch (timing.kind) {
    case "rate":
      return monthMs / timing.everyMs;
    case "at":
      return 0;
    case "cron": {
      let runs = 0;
      let next = timing.next(start);
      while (next !== undefined && next < start + monthMs) {
        runs += 1;
        next = timing.next(next);
      }
      return runs;
    }
  }
}
