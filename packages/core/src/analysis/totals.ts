import type { AnalysisSeries, Row } from "./state.ts";

export interface Served {
  readonly requests: number;
  readonly bad: number;
}

export interface Totals {
  readonly candidate: Served;
  /** The candidate's in the newest step. */
  readonly newest: Served;
  /** What stable served beside the candidate; what is left of it at weight 100 is not compared with. */
  readonly stable: Served;
  /**
   * The candidate's odds of a bad request over stable's, minute by minute: the Mantel-Haenszel estimate. Undefined where
   * there is nothing to compare with. N. Mantel & W. Haenszel, JNCI 22 (1959) 719-748.
   */
  readonly ratio: number | undefined;
}

export function totals(series: readonly AnalysisSeries[]): Totals {
  const steps = series.flatMap((one) => one.steps);
  const all = steps.flatMap(({ rows }) => rows);
  const beside = steps.flatMap(({ alone, rows }) => (alone ? [] : rows));
  const [against, favour] = beside.reduce(
    ([against, favour], [, requests, bad, stableRequests, stableBad]) => {
      const served = requests + stableRequests;
      return [
        against + (bad * (stableRequests - stableBad)) / served,
        favour + (stableBad * (requests - bad)) / served,
      ];
    },
    [0, 0],
  );
  const last = Math.max(...steps.map(({ began }) => began));
  const newest = steps.flatMap(({ began, rows }) => (began === last ? rows : []));
  return {
    candidate: { requests: sum(all, 1), bad: sum(all, 2) },
    newest: { requests: sum(newest, 1), bad: sum(newest, 2) },
    stable: { requests: sum(beside, 3), bad: sum(beside, 4) },
    ratio: favour === 0 ? undefined : against / favour,
  };
}

const sum = (rows: readonly Row[], column: 1 | 2 | 3 | 4): number =>
  rows.reduce((total, row) => total + row[column], 0);
