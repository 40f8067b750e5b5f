import { z } from "zod";
import type { PartSeconds } from "./downtime.ts";

/** What a cutover has come to; the page is up from `raised` to `lowered`. */
export const cutoverMarks = ["raised", "drained", "stopped", "snapshot", "migrated", "lowered"] as const;
export const CutoverMark = z.enum(cutoverMarks);
export type CutoverMark = z.output<typeof CutoverMark>;

/** A cutover in the ledger: what it has come to, and what its way back needs. */
export const Cutover = z.object({
  /** In their order; `raised` and `lowered` twice where it went back after users were let in. Milliseconds since 1970. */
  marks: z.array(z.object({ mark: CutoverMark, at: z.number() })),
  /** When nothing wrote to the database any more, right before the migration: a restore to then has all of the old data. */
  quietAt: z.number().optional(),
  /** ARN of the recovery point. */
  snapshot: z.string().optional(),
  /** Seconds of the migration alone, by its own account. */
  migrationSeconds: z.number().optional(),
  /** The least number of tasks that scaling kept of each service, which it keeps of neither version while none may run. */
  minimums: z.record(z.string(), z.int()).optional(),
  /** What tasks connected to before a way back, and what they connect to now. */
  switched: z.object({ from: z.string(), to: z.string() }).optional(),
});
export type Cutover = z.output<typeof Cutover>;

export const noCutover: Cutover = { marks: [] };

/** The same with a mark; a step that runs again leaves the first one. */
export function marked(cutover: Cutover, mark: CutoverMark, at: number): Cutover {
  if (cutover.marks.at(-1)?.mark === mark) return cutover;
  return { ...cutover, marks: [...cutover.marks, { mark, at }] };
}

/** Whether the page is up by what is written down. */
export function isRaised({ marks }: Pick<Cutover, "marks">): boolean {
  const last = marks.findLast(({ mark }) => mark === "raised" || mark === "lowered");
  return last?.mark === "raised";
}

/** Seconds in which users met the page until `now`, all times that it was up taken together. */
export function outageSeconds({ marks }: Pick<Cutover, "marks">, now: number): number {
  let since: number | undefined;
  let sum = 0;
  for (const { mark, at } of marks) {
    if (mark === "raised") since ??= at;
    if (mark === "lowered" && since !== undefined) {
      sum += at - since;
      since = undefined;
    }
  }
  return (sum + (since === undefined ? 0 : now - since)) / 1000;
}

/** How long each part took, of a cutover that let users in with the new version. */
export function measuredParts({ marks, migrationSeconds = 0 }: Cutover): PartSeconds {
  const at = (wanted: CutoverMark): number | undefined => marks.find(({ mark }) => mark === wanted)?.at;
  const between = (from: CutoverMark, to: CutoverMark): number | undefined => {
    const [one, other] = [at(from), at(to)];
    return one === undefined || other === undefined ? undefined : Math.max(0, (other - one) / 1000);
  };
  const migrating = between("snapshot", "migrated");
  const parts = {
    drain: between("raised", "drained"),
    stop: between("drained", "stopped"),
    snapshot: between("stopped", "snapshot"),
    look: migrating === undefined ? undefined : Math.max(0, migrating - migrationSeconds),
    migrate: migrating === undefined ? undefined : Math.min(migrating, migrationSeconds),
    start: between("migrated", "lowered"),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, seconds]) => seconds !== undefined));
}
