import type { RunUse } from "./run-use.ts";

/**
 * What rehearsals and cutovers use, each without what it starts, where RDS takes seven minutes to make a clone, a snapshot and a
 * migration take seconds, and the restored cluster is there at the first look; each further look takes three transitions more.
 */
export const upgradeRuns = {
  rehearse: (): RunUse => ({
    transitions: 81,
    lambdaCalls: 29,
    tableWrites: 61,
    tableReads: 3,
    metricReads: 0,
  }),
  /** To a promotion, with eight looks in its bake. */
  "release-maintenance-cutover": (): RunUse => ({
    transitions: 86,
    lambdaCalls: 41,
    tableWrites: 129,
    tableReads: 150,
    metricReads: 108,
  }),
  migrate: (): RunUse => ({
    transitions: 21,
    lambdaCalls: 8,
    tableWrites: 16,
    tableReads: 1,
    metricReads: 0,
  }),
  /** Of a cutover that went back to its snapshot. */
  "bring-back": (): RunUse => ({
    transitions: 16,
    lambdaCalls: 6,
    tableWrites: 15,
    tableReads: 5,
    metricReads: 0,
  }),
  /** One of the two of a rehearsal or of a migration. */
  "survey-database": (): RunUse => ({
    transitions: 3,
    lambdaCalls: 1,
    tableWrites: 2,
    tableReads: 0,
    metricReads: 0,
  }),
} as const;
