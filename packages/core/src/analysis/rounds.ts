import { intervalOf } from "./intervals.ts";
import type { AnalysisSeries, AnalysisStep, Row } from "./state.ts";

/** What one look adds: an interval of a step, one row from each service that served something in it. */
export interface Round {
  /** Minute in which its step began. */
  readonly step: number;
  readonly alone: boolean;
  /** Minutes since the first step began, at the interval's end. */
  readonly elapsed: number;
  readonly rows: readonly Row[];
}

/**
 * The looks, in the order of time whatever the order of arrival, of one metric on one or several services. An interval of
 * several minutes counts once its last minute is there, or a later step.
 */
export function rounds(series: readonly AnalysisSeries[]): Round[] {
  const steps = series.flatMap((one) => one.steps).sort((a, b) => a.began - b.began);
  const [first = 0, last] = [steps[0]?.began, steps.at(-1)?.began];
  const found: Round[] = [];
  for (let at = 0; at < steps.length; ) {
    const { began = 0, alone = false } = steps[at] ?? {};
    const same: AnalysisStep[] = [];
    for (let step = steps[at]; step?.began === began; step = steps[++at]) same.push(step);
    const newest = Math.max(...same.map(({ seen }) => seen.at(-1)?.[1] ?? -1));
    for (const [from, rows] of byAge(same)) {
      const { to } = intervalOf(from);
      if (to <= newest || began !== last)
        found.push({ step: began, alone, elapsed: began - first + to + 1, rows });
    }
  }
  return found;
}

function byAge(steps: readonly AnalysisStep[]): [number, readonly Row[]][] {
  const [only] = steps;
  if (only && steps.length === 1) return only.rows.map((row) => [row[0], [row]]);
  const ages = Map.groupBy(
    steps.flatMap(({ rows }) => rows),
    ([age]) => age,
  );
  return [...ages].sort(([a], [b]) => a - b);
}
