import { fnv1a } from "../../fnv1a.ts";
import type { RestoreTarget } from "../../platform/backup-places.ts";
import { runName } from "../schedule/due-run.ts";

/**
 * Names of executions that a person starts at `now`. Step Functions takes a name once, so they end with the time, to the
 * second, and none is that of a run by schedule.
 */
export const askedRuns = {
  backup: (id: string, now: number): string => `${runName(id, now)}-asked`,
  verification: (id: string, point: string | undefined, now: number): string =>
    ["verify", id.replace("/", "-"), ...(point === undefined ? [] : [hex(point)]), stamp(now)].join("-"),
  restore: (what: RestoreTarget, now: number): string => `restore-${what}-${stamp(now)}`,
} as const;

/** Tells one point from another in a name that may have no ARN. */
export const hex = (text: string): string => fnv1a(text).toString(16).padStart(8, "0");

export const stamp = (at: number): string => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, "");
