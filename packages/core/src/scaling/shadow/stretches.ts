import type { ShadowMinute } from "./shadow.ts";

/** Minutes in a row in which the planner would have had more than stood, or fewer. */
export interface Stretch {
  /** Starts of its first and last minute, seconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Replica-hours that the planner would have had more; negative where fewer. */
  readonly replicaHours: number;
  /** What it rests on, in a sentence. */
  readonly why: string;
}

const shown = 3;

const differenceIn = ({ had, planner }: ShadowMinute): number => planner.paid - had.paid;

/** The stretches that make most of the difference, the largest first. */
export function stretchesOf(minutes: readonly ShadowMinute[]): Stretch[] {
  const rows: ShadowMinute[][] = [];
  for (const minute of minutes) {
    const row = rows.at(-1);
    const last = row?.at(-1);
    const goesOn =
      last && minute.at - last.at === 60 && Math.sign(differenceIn(minute)) === Math.sign(differenceIn(last));
    if (row && goesOn) row.push(minute);
    else rows.push([minute]);
  }
  return rows
    .map(stretchOf)
    .filter(({ replicaHours }) => replicaHours !== 0)
    .toSorted((a, b) => Math.abs(b.replicaHours) - Math.abs(a.replicaHours))
    .slice(0, shown);
}

function stretchOf(row: readonly ShadowMinute[]): Stretch {
  const widest = row.reduce((most, minute) =>
    Math.abs(differenceIn(minute)) > Math.abs(differenceIn(most)) ? minute : most,
  );
  return {
    from: row[0]?.at ?? 0,
    to: row.at(-1)?.at ?? 0,
    replicaHours: row.reduce((sum, minute) => sum + differenceIn(minute), 0) / 60,
    why: whyIn(widest),
  };
}

function whyIn({ at, had, planner, demand, middle, high }: ShadowMinute): string {
  const time = new Date(at * 1000).toISOString().slice(11, 16);
  const busy = `at ${time} demand kept ${demand.toFixed(1)} busy`;
  const stood = `${had.paid} stood${had.ready < had.paid ? `, ${had.ready} of them ready` : ""}`;
  if (planner.paid < had.paid)
    return `${busy} and was thought to be ${middle.toFixed(1)} once a new one is ready, while ${stood}`;
  if (demand > had.ready) return `${busy}, and ${stood}`;
  return `${busy} and might be ${high.toFixed(1)} once a new one is ready, while ${stood}`;
}
