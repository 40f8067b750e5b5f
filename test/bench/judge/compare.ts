import type { Found, GridRow } from "./rows.ts";

/** How a row with an effect stands beside its peers. */
export interface Comparison {
  /** At least as powerful as the better of the file's two columns, and as both peers in the same runs. */
  readonly power: boolean;
  /** As early as the e-process, see `asEarlyAs`: as its column in the file says, and as it is in the same runs. */
  readonly time: boolean;
  /** The plain median among the releases that were failed is no later than the file's column. */
  readonly plainMedian: boolean;
  /** A fifth earlier than the e-process in the same runs, or more powerful beyond two standard errors. */
  readonly ahead: boolean;
}

export const percent = ({ minutes, runs }: Found): number => (100 * minutes.length) / runs;
export const median = ({ minutes }: Found): number | undefined => minutes[(minutes.length - 1) >> 1];

/**
 * The minute by which a judge has failed as many of the releases as a peer has by its median: half of what the peer ever
 * fails. Where both fail nearly all, these are the two medians. Where few are found at all, a plain median counts against
 * the judge what it finds late and the peer never.
 */
export const asEarlyAs = ({ minutes, runs }: Found, peerPercent: number): number | undefined =>
  minutes[Math.max(0, Math.ceil((peerPercent / 200) * runs) - 1)];

export function compare({ columns, found }: GridRow): Comparison {
  const { judge, eProcess, kayenta } = found;
  // A twentieth of a point: the file's own rounding.
  const reaches = (peer: number) => percent(judge) >= peer - 0.05;
  const earlier = (peerPercent: number, peerMinute: number | null | undefined, factor = 1) => {
    const minute = asEarlyAs(judge, peerPercent);
    return peerMinute == null || (minute !== undefined && minute <= factor * peerMinute);
  };
  const plain = median(judge);
  const [p, q] = [percent(judge) / 100, percent(eProcess) / 100];
  const error = Math.sqrt((p * (1 - p) + q * (1 - q)) / judge.runs);
  return {
    power: [columns.eProcess.percent, columns.kayenta.percent, percent(eProcess), percent(kayenta)].every(
      reaches,
    ),
    time:
      earlier(columns.eProcess.percent, columns.eProcess.minute) &&
      earlier(percent(eProcess), median(eProcess)),
    plainMedian:
      columns.eProcess.minute === null || (plain !== undefined && plain <= columns.eProcess.minute),
    ahead: earlier(percent(eProcess), median(eProcess), 0.8) || p - q > 2 * error,
  };
}
