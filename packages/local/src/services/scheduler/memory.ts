import { timingOf } from "@signalbox/core/schedule/expression";
import type { Group, Registry } from "./registry.ts";
import type { Runner } from "./runner.ts";
import type { Schedule } from "./schedule.ts";

/** A schedule without what is read from its expression again, and when it was last due. */
interface SavedSchedule {
  readonly schedule: Omit<Schedule, "timing">;
  readonly lastDue: number | undefined;
}

interface SavedGroup extends Pick<Group, "name" | "created" | "tags"> {
  readonly schedules: readonly SavedSchedule[];
}

/** Groups and schedules. Invocations that are under way, in their window or between retries, are not kept. */
export function save(registry: Registry, runner: Runner): readonly SavedGroup[] {
  return [...registry.groups.values()].map(({ name, created, tags, schedules }) => ({
    name,
    created,
    tags,
    schedules: [...schedules.values()].map(({ timing: _, ...schedule }) => ({
      schedule,
      lastDue: runner.lastDue(schedule.arn),
    })),
  }));
}

export function restore(registry: Registry, runner: Runner, saved: readonly SavedGroup[]): void {
  for (const { name, created, tags, schedules } of saved) {
    if (name !== "default") registry.addGroup(name, created, tags);
    for (const { schedule: rest, lastDue } of schedules) {
      const timing = timingOf(rest.expression, rest.timeZone);
      if (!timing) throw new Error(`schedule ${rest.name} has no valid expression: ${rest.expression}`);
      const schedule: Schedule = { ...rest, timing };
      registry.group(name).schedules.set(schedule.name, schedule);
      runner.resume(schedule, lastDue);
    }
  }
}
