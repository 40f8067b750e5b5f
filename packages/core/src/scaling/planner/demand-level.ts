/** What demand is now, read from noisy bins: the mean since it last moved. */
export interface DemandLevel {
  /** Replicas that the demand keeps busy. */
  value: number;
  /** Bins that the value is the mean of. */
  bins: number;
  /** The last bin's demand, replicas. */
  last: number;
  /** The deviation of one bin from the next, as a share of the demand. */
  noise: number;
}

/** Before anything was seen: a tenth, as of a hundred requests in a bin (a Poisson count's deviation). */
export const unknownLevel = (): DemandLevel => ({ value: 0, bins: 0, last: 0, noise: 0.1 });

const most = 30;
const short = 2;
/** Deviations of the last two bins' mean that are a move and not noise: chance alone has two a day that look like one (at 2.7, sixty). */
const moved = 3.7;
/** The share of a new bin in what is known of the noise. */
const pace = 0.002;
/** For logarithms of an idle service; a twentieth of a replica. */
const least = 0.05;

export const logOf = (replicas: number): number => Math.log(replicas + least);

/** Takes one bin's demand in, in place. */
export function follow(level: DemandLevel, replicas: number): void {
  const step = Math.min(1, Math.abs(logOf(replicas) - logOf(level.last)));
  // The mean of |a - b| of two normal draws is 2 / sqrt(pi) deviations.
  if (level.bins > 0) level.noise += pace * (step * 0.886 - level.noise);
  const recent = level.bins > 0 ? (level.last + replicas) / 2 : replicas;
  const limit = (moved * level.noise) / Math.sqrt(short);
  if (level.bins === 0 || Math.abs(logOf(recent) - logOf(level.value)) > limit) {
    level.value = recent;
    level.bins = short;
  } else {
    level.bins = Math.min(level.bins + 1, most);
    level.value += (replicas - level.value) / level.bins;
  }
  level.last = replicas;
}
