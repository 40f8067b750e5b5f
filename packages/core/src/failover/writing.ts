import type { FailoverPlaces } from "../platform/failover-places.ts";
import { majority } from "./epoch.ts";
import type { EpochRecord } from "./epoch-record.ts";

/** The epochs that stand in one table; undefined: it did not answer. */
export type TableEpochs = readonly EpochRecord[] | undefined;

/** What the tables say together. */
export interface Epochs {
  /** The highest epoch that somebody owns; undefined: none was claimed yet. */
  readonly current?: EpochRecord | undefined;
  /** The highest that stands anywhere, owned or not: the next claim is above it. */
  readonly highest: number;
}

/**
 * The epoch in force; undefined where too few tables answered to tell. One that stands in a single table may stand in a table that is
 * silent as well: then nobody can tell whose it is, and nothing may be done.
 */
export function epochsOf(tables: readonly TableEpochs[]): Epochs | undefined {
  const told = tables.filter((one) => one !== undefined);
  if (told.length < majority) return undefined;
  const silent = tables.length - told.length;
  const all = told.flat();
  const numbers = [...new Set(all.map(({ epoch }) => epoch))].toSorted((a, b) => b - a);
  const [highest = 0] = numbers;
  for (const number of numbers) {
    const votes = Map.groupBy(
      all.filter(({ epoch }) => epoch === number),
      ({ owner }) => owner,
    );
    const most = Math.max(...[...votes.values()].map((records) => records.length));
    const winner = [...votes.values()].find((records) => records.length >= majority)?.[0];
    if (winner) return { current: winner, highest };
    if (most + silent >= majority) return undefined;
  }
  return { highest };
}

/** Whether a table has answered and nothing stands in it where the epoch in force would: it was silent when that was claimed. */
export const isUnaware = (known: TableEpochs, current: EpochRecord | undefined): boolean =>
  known !== undefined && current !== undefined && !known.some(({ epoch }) => epoch === current.epoch);

/** The region that may write: the first of the configuration's until an epoch says otherwise. Undefined: nobody can tell. */
export function writingRegion(
  epochs: Epochs | undefined,
  { regions }: { readonly regions: readonly { readonly region: string }[] },
): string | undefined {
  return epochs && (epochs.current?.region ?? regions[0]?.region);
}

/** Where the region that writes is looked at from: every other one, and the one that has no part of the platform. */
export const observerRegions = (
  { regions, neutral }: Pick<FailoverPlaces, "regions" | "neutral">,
  writing: string,
): string[] => [...regions.map(({ region }) => region), neutral].filter((region) => region !== writing);

/** Where it is told who sees it down: each region that may take over. */
export const takeoverRegions = ({ regions }: Pick<FailoverPlaces, "regions">, writing: string): string[] =>
  regions.map(({ region }) => region).filter((region) => region !== writing);
