import { AwsError } from "../error.ts";
import type { Bucket } from "./metrics/bucket.ts";

/** Values with their counts, ascending. */
type Distribution = readonly (readonly [value: number, count: number])[];

interface Cut {
  readonly kept: Distribution;
  readonly below: number;
  readonly above: number;
}

const kinds: Readonly<Record<string, (cut: Cut, all: number) => number | undefined>> = {
  /** Trimmed mean. */
  TM: ({ kept }) => sum(kept) / count(kept),
  /** Winsorized mean: what is cut off counts as the nearest value that is not. */
  WM: ({ kept, below, above }, all) => {
    const [lowest] = kept[0] ?? [0];
    const [highest] = kept.at(-1) ?? [0];
    return (sum(kept) + below * lowest + above * highest) / all;
  },
  TC: ({ kept }) => count(kept),
  TS: ({ kept }) => sum(kept),
};

/** TM(10%:90%) or TM(0.1:2.5), either bound may be left out; tm99 is TM(:99%). */
const written = /^(TM|WM|TC|TS|PR)\(([\d.]*)(%?):([\d.]*)(%?)\)$/;
const short = /^(tm|wm|tc|ts)(\d{1,2}(?:\.\d{1,10})?|100)$/;

/**
 * Statistics over a part of the values, by rank (percent) or by value (above the lower bound, up to the upper one).
 * PR is the percentage of values within the bounds. As exact as percentiles are: to 1 % of a value.
 * @returns undefined when the name is none of these
 */
export function rangeStatistic(name: string): ((values: Bucket) => number | undefined) | undefined {
  if (name === "IQM") return ofRange("TM", { low: 25, high: 75, percent: true });
  const [, abbreviated = "", upTo] = short.exec(name) ?? [];
  if (upTo !== undefined)
    return ofRange(abbreviated.toUpperCase(), { low: 0, high: Number(upTo), percent: true });
  const [, kind, low = "", lowPercent, high = "", highPercent] = written.exec(name) ?? [];
  if (kind === undefined) return undefined;
  const percent = lowPercent === "%" || highPercent === "%";
  const mixed = low !== "" && high !== "" && lowPercent !== highPercent;
  if ((low === "" && high === "") || mixed || (kind === "PR" && percent))
    throw new AwsError("ValidationError", `The value ${name} for parameter Stat is not supported.`);
  return ofRange(kind, {
    low: low === "" ? Number.NEGATIVE_INFINITY : Number(low),
    high: high === "" ? Number.POSITIVE_INFINITY : Number(high),
    percent,
  });
}

interface Range {
  readonly low: number;
  readonly high: number;
  readonly percent: boolean;
}

function ofRange(kind: string, range: Range): (values: Bucket) => number | undefined {
  return (values) => {
    const all = values.distribution();
    if (!all) return undefined;
    const cut = range.percent ? byRank(all, range) : byValue(all, range);
    if (kind === "PR") return (100 * count(cut.kept)) / values.count;
    const value = kinds[kind]?.(cut, values.count);
    return Number.isFinite(value) ? value : undefined;
  };
}

function byValue(all: Distribution, { low, high }: Range): Cut {
  return {
    kept: all.filter(([value]) => value > low && value <= high),
    below: count(all.filter(([value]) => value <= low)),
    above: count(all.filter(([value]) => value > high)),
  };
}

/** A value at a bound is kept with that part of its count which lies within. */
function byRank(all: Distribution, { low, high }: Range): Cut {
  const total = count(all);
  const from = (Math.max(0, low) / 100) * total;
  const to = (Math.min(100, high) / 100) * total;
  let rank = 0;
  const kept: (readonly [number, number])[] = [];
  for (const [value, times] of all) {
    const within = Math.min(rank + times, to) - Math.max(rank, from);
    if (within > 0) kept.push([value, within]);
    rank += times;
  }
  return { kept, below: from, above: total - to };
}

const count = (values: Distribution): number => values.reduce((total, [, times]) => total + times, 0);
const sum = (values: Distribution): number =>
  values.reduce((total, [value, times]) => total + value * times, 0);
