import type { Config } from "../config/config.ts";
import { quorum } from "../failover/agreement.ts";

/** A region that another one may take over from, with those that look at it: all others of the platform, and the neutral one. */
export interface Watched {
  readonly about: string;
  readonly observers: readonly string[];
}

/** What a region's alarms look at: any of the others may be the one that writes. */
export function watchedFrom({ regions, neutralRegion }: Config, here: string): readonly Watched[] {
  const all = regions.map(({ region }) => region);
  return all
    .filter((about) => about !== here)
    .map((about) => ({ about, observers: [...all.filter((one) => one !== about), neutralRegion] }));
}

/** Of a composite alarm: a quorum of the observers' alarms about any one region. CloudWatch has no sign for "two of them" that it evaluates everywhere, so that all pairs are said. */
export const downRule = (
  watched: readonly Watched[],
  alarm: (about: string, observer: string) => string,
): string =>
  watched
    .flatMap(({ about, observers }) =>
      groupsOf(observers, quorum).map(
        (group) => `(${group.map((one) => `ALARM("${alarm(about, one)}")`).join(" AND ")})`,
      ),
    )
    .join(" OR ");

/** All choices of so many of them. */
function groupsOf<One>(all: readonly One[], size: number): One[][] {
  if (size === 0) return [[]];
  return all.flatMap((one, index) => groupsOf(all.slice(index + 1), size - 1).map((rest) => [one, ...rest]));
}
