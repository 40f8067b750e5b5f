import { timingOf } from "../schedule/expression.ts";
import { hoursPerMonth } from "./prices.ts";
import type { Deployed } from "./registry.ts";

const monthMs = hoursPerMonth * 3_600_000;
/** An ordinary month: no clock changes in it. */
const start = Date.UTC(2026, 5, 1);

/** How often its schedules start something in a month. */
export const scheduledRuns = ({ triggers }: Deployed): number =>
  triggers.reduce((sum, trigger) => sum + (trigger.kind === "schedule" ? runsOf(trigger.expression) : 0), 0);

/** @throws {Error} for what is no expression of EventBridge Scheduler */
function runsOf(expression: string): number {
  const timing = timingOf(expression, "UTC");
  if (timing === undefined) throw new Error(`${expression} is no schedule`);
  switch (timing.kind) {
    case "rate":
      return monthMs / timing.everyMs;
    case "at":
      return 0;
    case "cron": {
      let count = 0;
      let next = timing.next(start);
      while (next !== undefined && next < start + monthMs) {
        count += 1;
        next = timing.next(next);
      }
      return count;
    }
  }
}
