import type { RunUse } from "./run-use.ts";

/** What a rehearsal uses, its two surveys apart, where RDS takes seven minutes to make a clone and its migration a few seconds. */
export const upgradeRuns = {
  rehearse: (): RunUse => ({
    transitions: 81,
    lambdaCalls: 29,
    tableWrites: 61,
    tableReads: 2,
    metricReads: 0,
  }),
  /** One of two. */
  "survey-database": (): RunUse => ({
    transitions: 3,
    lambdaCalls: 1,
    tableWrites: 2,
    tableReads: 0,
    metricReads: 0,
  }),
} as const;
