import { z } from "zod";
import { field } from "../config/field.ts";
import { FreezeWindow, openAt } from "../release/turns/freeze-window.ts";

/** A time of the week, or of the year, in which a service has more than its least, whatever is asked for. */
export const Schedule = FreezeWindow.omit({ reason: true }).extend({
  replicas: field(z.int().min(1), {
    description: "how many there are at least, from its beginning on: they are ordered a start-up before",
    example: 2,
  }),
});
export type Schedule = z.output<typeof Schedule>;

export type Schedules = Readonly<Record<string, Schedule>>;

/**
 * The schedule that asks for most replicas at an instant, by name: one that is open, or that will be when a replica that is ordered now
 * is ready.
 */
export function scheduledAt(
  schedules: Schedules,
  now: number,
  startSeconds: number,
): { readonly name: string; readonly replicas: number } | undefined {
  const open = Object.entries(schedules).filter(
    ([, schedule]) =>
      openAt(schedule, now) !== undefined || openAt(schedule, now + startSeconds * 1000) !== undefined,
  );
  const [most] = open.toSorted(([, a], [, b]) => b.replicas - a.replicas);
  return most && { name: most[0], replicas: most[1].replicas };
}
