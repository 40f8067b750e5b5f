import { majority } from "./epoch.ts";
import type { EpochRecord } from "./epoch-record.ts";
import type { TableEpochs } from "./writing.ts";

/** What two tables leave open while the third one is silent: it may hold the second vote of a claim of which one of them has the first. */
export interface Doubt {
  /** Claims that may be owned, the highest first. */
  readonly claims: readonly [EpochRecord, ...EpochRecord[]];
  /** The epoch in force if none of them is; undefined: none was claimed before. */
  readonly before?: EpochRecord | undefined;
  readonly highest: number;
}

/** Undefined where the tables say whose the epoch is, and where too few of them answered to say anything. */
export function doubtOf(tables: readonly TableEpochs[]): Doubt | undefined {
  const told = tables.filter((one) => one !== undefined);
  if (told.length < majority || told.length === tables.length) return undefined;
  const all = told.flat();
  const numbers = [...new Set(all.map(({ epoch }) => epoch))].toSorted((a, b) => b - a);
  const claims: EpochRecord[] = [];
  let before: EpochRecord | undefined;
  for (const number of numbers) {
    const votes = Map.groupBy(
      all.filter(({ epoch }) => epoch === number),
      ({ owner }) => owner,
    );
    before = [...votes.values()].find((records) => records.length >= majority)?.[0];
    if (before) break;
    for (const [record] of votes.values()) if (record) claims.push(record);
  }
  const [first, ...others] = claims;
  return first && { claims: [first, ...others], before, highest: numbers[0] ?? 0 };
}

/** The regions of which one may write, that of the newest claim first. */
export const mayWrite = (
  { claims, before }: Doubt,
  { regions }: { readonly regions: readonly { readonly region: string }[] },
): string[] => {
  const otherwise = before?.region ?? regions[0]?.region;
  return [
    ...new Set([...claims.map(({ region }) => region), ...(otherwise === undefined ? [] : [otherwise])]),
  ];
};
