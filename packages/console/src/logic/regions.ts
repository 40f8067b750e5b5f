import type { RegionDocument } from "@signalbox/core/console/documents";
import { periodMs } from "@signalbox/core/failover/agreement";
import type { EpochRecord } from "@signalbox/core/failover/epoch-record";
import type { Observation, Seen } from "@signalbox/core/failover/observation";
import type { FailoverRun } from "@signalbox/core/failover/run";
import { newestOf } from "@signalbox/core/failover/tables";
import { verdictOf } from "@signalbox/core/failover/verdict";
import { epochsOf, observerRegions, writingRegion } from "@signalbox/core/failover/writing";
import { quoted } from "./command.ts";

/** Who may write, as the three tables say together. */
export interface Writes {
  /** Undefined where too few tables answer to tell. */
  readonly region: string | undefined;
  /** Undefined until one was claimed. */
  readonly epoch: EpochRecord | undefined;
  /** The epoch that a person has yet to acknowledge: until then no failover follows by itself. */
  readonly held: EpochRecord | undefined;
  /** Tables that answer, of three. */
  readonly tables: number;
}

export function writesOf(documents: readonly RegionDocument[]): Writes {
  const [places] = documents.map((one) => one.places);
  const tables = documents.filter(({ region }) => places?.tables.includes(region));
  const epochs = epochsOf(tables.map((one) => (one.silent === undefined ? one.epochs : undefined)));
  const epoch = epochs?.current;
  const acknowledged = Math.max(0, ...tables.map((one) => one.acknowledged?.epoch ?? 0));
  return {
    region: places && writingRegion(epochs, places),
    epoch,
    held: epoch && epoch.epoch > acknowledged ? epoch : undefined,
    tables: tables.filter((one) => one.silent === undefined).length,
  };
}

/** The last word of an observer. */
export interface Word {
  readonly observer: string;
  /** Undefined where it has said nothing yet. */
  readonly said: Observation | undefined;
  readonly verdict: Seen | "silent";
  readonly ageMs: number;
}

/** A word counts for two of its periods; on its way to the page it may be late by one more, where the clock is fast. */
const freshMs = 3 * periodMs;

/** Everybody who is to look at a region, with the last word that any table has. */
export function wordsAbout(about: string, documents: readonly RegionDocument[], now: number): Word[] {
  const [places] = documents.map((one) => one.places);
  if (!places) return [];
  return observerRegions(places, about).map((observer) => {
    const said = documents
      .flatMap(({ seen }) => seen.filter((one) => one.about === about && one.observer === observer))
      .toSorted((a, b) => a.at - b.at)
      .at(-1);
    const ageMs = said ? Math.max(0, now - said.at) : Number.POSITIVE_INFINITY;
    return { observer, said, ageMs, verdict: said && ageMs <= freshMs ? verdictOf(said) : "silent" };
  });
}

/** Each failover and failback once, as the table has it that heard of it last; the newest first. */
export function incidentsOf(documents: readonly RegionDocument[]): FailoverRun[] {
  const copies = Map.groupBy(
    documents.flatMap(({ runs }) => runs),
    ({ run }) => run,
  );
  return [...copies.values()]
    .flatMap((of) => newestOf(of) ?? [])
    .toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
}

/** How a person acknowledges an epoch, as the `signalbox` command takes it. */
export const acknowledgeCommand = (endpoint: string, { epoch, region }: EpochRecord): string =>
  [
    ...["npm", "run", "-s", "signalbox", "--", "failover", "acknowledge", String(epoch)],
    ...["--reason", "…", "--endpoint", endpoint, "--region", region],
  ]
    .map(quoted)
    .join(" ");

/** How a person answers a run that waits for one. */
export const answerCommand = (
  endpoint: string,
  { run, to }: Pick<FailoverRun, "run" | "to">,
  action: string,
): string =>
  [
    ...["npm", "run", "-s", "signalbox", "--", "failover", "answer", run, action],
    ...["--reason", "…", "--endpoint", endpoint, "--region", to],
  ]
    .map(quoted)
    .join(" ");
