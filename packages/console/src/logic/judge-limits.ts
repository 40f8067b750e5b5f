import type { MetricsDocument } from "@signalbox/core/console/documents";
import type { Report } from "@signalbox/core/ledger/records";
import type { Side } from "@signalbox/core/platform/platform";
import type { Release } from "@signalbox/core/release/release";

type Values = readonly (number | null)[];

/** Above these the judge fails the candidate, minute by minute; null outside the release. */
export interface JudgeLimits {
  /** Percent of requests. */
  readonly errors: Values;
  /** Seconds. */
  readonly p95: Values;
}

interface Judged {
  /** Without sides there is nothing to compare. */
  readonly release: Pick<Release, "policy" | "startedAt"> & { readonly stable?: Side };
  readonly report?: Pick<Report, "endedAt"> | undefined;
}

/**
 * The judge compares whole bakes, so a single minute above the limit is no verdict yet. Where stable serves nothing any
 * more, its worst minute of the release so far is the bar, as it is for the judge.
 */
export function judgeLimits({ times, sides }: MetricsDocument, { release, report }: Judged): JudgeLimits {
  const { policy, stable, startedAt } = release;
  const begin = Math.floor(startedAt / 60_000) * 60;
  const end = report ? Date.parse(report.endedAt) / 1000 : Number.POSITIVE_INFINITY;
  const within = times.map((time) => stable !== undefined && time >= begin && time <= end);
  const { errors, p95 } = sides[stable ?? "blue"];
  return {
    errors: limits(errors, within, policy.errorRatio, 100 * policy.errorFloor),
    p95: limits(p95, within, policy.latencyRatio, policy.latencyFloorSeconds),
  };
}

function limits(stable: Values, within: readonly boolean[], ratio: number, floor: number): Values {
  let worst = 0;
  return within.map((inside, index) => {
    if (!inside) return null;
    const value = stable[index] ?? worst;
    worst = Math.max(worst, value);
    return Math.max(floor, ratio * value);
  });
}
