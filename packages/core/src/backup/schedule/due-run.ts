import { runsOf, type Schedule } from "./runs.ts";

export interface DueRun {
  /** Its name, by class and due time: the name of the execution, so that the same run starts once however often it is asked for. */
  readonly name: string;
  /** When it was due, in milliseconds since 1970. */
  readonly due: number;
  readonly lateMs: number;
  /** Whether runs before it were missed too; they are not made up for, since a point of the past cannot be made. */
  readonly afterMissed: boolean;
}

interface Asked {
  /** Since when the class is configured: what was due before is nobody's fault. */
  readonly since: number;
  /** Due times of the runs that were started, in any order; of those, the newest counts. */
  readonly started: readonly number[];
  readonly now: number;
}

/** The run that a class owes now: the newest that was due, unless it or a later one was started. */
export function dueRun(of: Schedule & { readonly id: string }, asked: Asked): DueRun | undefined {
  const runs = runsOf(of, asked.since);
  const due = runs.last(asked.now);
  const served = Math.max(...asked.started, asked.since - 1);
  if (due === undefined || served >= due) return undefined;
  const first = runs.next(served);
  return {
    name: runName(of.id, due),
    due,
    lateMs: asked.now - due,
    afterMissed: first !== undefined && first < due,
  };
}

/** `database-daily-20260329T010000Z`: letters that an execution's name may have, far below its 80. */
export const runName = (id: string, at: number): string =>
  `${id.replace("/", "-")}-${new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, "")}`;
