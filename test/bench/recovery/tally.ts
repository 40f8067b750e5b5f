import type { Recovered } from "../../simulation/recovery/play.ts";
import { judgeRow } from "../row.ts";
import { alignedTable } from "../table.ts";

/** What came of many recoveries. */
export interface Tally {
  readonly runs: number;
  /** By the outcome of their restores. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly acknowledged: number;
  readonly strikes: number;
  readonly lost: number;
  readonly claimed: number;
  /** Those in which something else does not hold. */
  readonly wrong: number;
  readonly seconds: number;
}

export const empty: Tally = {
  runs: 0,
  outcomes: {},
  acknowledged: 0,
  strikes: 0,
  lost: 0,
  claimed: 0,
  wrong: 0,
  seconds: 0,
};

export const add = (tally: Tally, played: Recovered): Tally => ({
  ...tally,
  runs: tally.runs + 1,
  outcomes: { ...tally.outcomes, [played.outcome]: (tally.outcomes[played.outcome] ?? 0) + 1 },
  acknowledged: tally.acknowledged + played.acknowledged,
  strikes: tally.strikes + played.strikes,
  lost: tally.lost + played.lost.length,
  claimed: tally.claimed + played.claimed.length,
  wrong: tally.wrong + (played.wrong.length > 0 ? 1 : 0),
});

/** What must not be, in sentences. */
export const wrongIn = ({ lost, claimed, wrong }: Recovered): string[] => [
  ...(lost.length > 0 ? [`acknowledged before the stated moment, and lost: ${lost.join(", ")}`] : []),
  ...(claimed.length > 0 ? [`there though it came after the stated moment: ${claimed.join(", ")}`] : []),
  ...wrong,
];

export function table(tally: Tally): string {
  const outcomes = Object.entries(tally.outcomes).toSorted(([, one], [, other]) => other - one);
  const rows: readonly { readonly name: string; readonly value: number; readonly aim?: string }[] = [
    { name: "seeded runs of backup, copy, verification and restore", value: tally.runs },
    ...outcomes.map(([outcome, value]) => ({ name: `restores that ended ${outcome}`, value })),
    { name: "calls, jobs and events that a fault struck", value: tally.strikes },
    { name: "writes that users were told of", value: tally.acknowledged },
    { name: "of those before the stated moment, lost", value: tally.lost, aim: "0" },
    { name: "of those after it, there all the same", value: tally.claimed, aim: "0" },
    { name: "runs after which something is left, or not on one database", value: tally.wrong, aim: "0" },
    { name: "seconds that all took", value: Math.round(tally.seconds) },
  ];
  const cell = ({ value, aim }: (typeof rows)[number]): string => {
    const judged = judgeRow({ name: "", value, unit: "", ...(aim !== undefined && { aim }) });
    return `${value.toLocaleString("en-US")}${judged ? (judged.met ? " ✓" : " ✗") : ""}`;
  };
  return alignedTable([
    ["what", "measured", "aim"],
    ...rows.map((row) => [row.name, cell(row), row.aim ?? ""]),
  ]);
}
