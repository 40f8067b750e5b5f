import type { HeldSeries } from "./hold/held-series.ts";
import type { Demand } from "./policy.ts";
import { type ReplicaProfile, serviceSeconds } from "./profile.ts";
import type { ReplicaMetric } from "./replica-metrics.ts";

/** Values by the start of their period, in milliseconds since 1970; of all replicas together. */
export type Series = Readonly<Record<ReplicaMetric, ReadonlyMap<number, number>>>;

/** A stretch of time as the metrics tell it. */
export interface Bin {
  /** Its end, in milliseconds since 1970. */
  readonly end: number;
  readonly seconds: number;
  /** Nothing where no replica said anything: unknown, which is not none. */
  readonly demand: Demand | undefined;
  readonly busy: number;
  readonly waiting: number;
  /** Whether a holder that there is says nothing. */
  readonly unheld: boolean;
  /** Requests that were turned away, or have so many before them that they wait longer than they may. */
  readonly late: number;
}

export interface Window {
  /** Milliseconds since 1970; whole periods. */
  readonly from: number;
  readonly to: number;
  readonly seconds: number;
}

export interface BinSetting {
  readonly profile: ReplicaProfile;
  readonly slots: number;
  readonly wait: number;
  /** What a holder says, where there is one. While no replica stands its word is all that there is. */
  readonly hold?: { readonly series: HeldSeries; readonly alone: boolean } | undefined;
}

/** Requests from which on what they took is believed instead of what the profile says of their tokens. */
const enough = 20;

/**
 * Bins of a window. What a request takes is measured: the slots that were busy, by what was served (Little's law). Where too few were
 * served to tell, the demand is the busy slots themselves, or what the tokens and the profile make of the requests, if that is more: long
 * answers keep slots busy in many bins in which nobody comes.
 */
export function binsOf(
  series: Series,
  { from, to, seconds }: Window,
  { profile, slots, wait, hold }: BinSetting,
): Bin[] {
  const { each, isMeasured } = eachTakes(series, seconds, profile);
  const bins: Bin[] = [];
  for (let start = from; start < to; start += seconds * 1000) {
    const at = (metric: ReplicaMetric): number | undefined => series[metric].get(start);
    const [served, busy = 0, queued = 0, refused = 0] = [
      at("requests"),
      at("running"),
      at("waiting"),
      at("refused"),
    ];
    const came = hold?.series.came.get(start);
    const requests = hold ? askedFor(served, hold, start) : served;
    const waiting = queued + (hold?.series.held.get(start) ?? 0);
    const inTime = (slots * wait) / each;
    bins.push({
      end: start + seconds * 1000,
      seconds,
      demand:
        requests === undefined
          ? undefined
          : { requests, work: isMeasured ? requests * each : Math.max(requests * each, busy * seconds) },
      busy,
      waiting,
      unheld: hold !== undefined && came === undefined,
      late: Math.min(requests ?? 0, refused + Math.max(0, waiting - inTime)),
    });
  }
  return bins;
}

/**
 * Requests of a bin, each counted when it came: of what reached the replicas, or another region, those that had been held were counted
 * before. A replica that stands and says nothing is unknown, whatever the holder says.
 */
function askedFor(
  served: number | undefined,
  { series, alone }: NonNullable<BinSetting["hold"]>,
  start: number,
): number | undefined {
  const came = series.came.get(start);
  const [passed = 0, spilled = 0] = [series.passed.get(start), series.spilled.get(start)];
  if (served !== undefined) return Math.max(0, served + (came ?? 0) - passed + spilled);
  return alone && came !== undefined ? came + Math.max(0, spilled - passed) : undefined;
}

/** Slot-seconds of a request, on average over all that is known. */
function eachTakes(
  series: Series,
  seconds: number,
  profile: ReplicaProfile,
): { readonly each: number; readonly isMeasured: boolean } {
  const sum = (metric: ReplicaMetric): number => [...series[metric].values()].reduce((a, b) => a + b, 0);
  const waits = [...series.waiting].toSorted(([a], [b]) => a - b).map(([, value]) => value);
  const served = sum("requests") - sum("refused") - ((waits.at(-1) ?? 0) - (waits[0] ?? 0));
  const busy = sum("running") * seconds;
  if (served >= enough && busy > 0) return { each: busy / served, isMeasured: true };
  const some = Math.max(1, served);
  const byTokens = serviceSeconds(profile, sum("inputTokens") / some, sum("outputTokens") / some);
  return { each: Math.max(profile.secondsPerToken, byTokens), isMeasured: false };
}
