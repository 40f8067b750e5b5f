/**
 * How far demand moves in each minute of the hour. Work that is started by a clock (schedules, meetings, batches) moves it at full
 * hours and tens of minutes and hardly between them; where there is no such clock all minutes come out alike.
 */
export interface ClockOfChange {
  /** For each minute of the hour: the mean of the logarithm's absolute step. */
  readonly steps: number[];
  /** How often each was seen, up to `memory`. */
  readonly seen: number[];
  /** The same of all minutes. */
  mean: number;
  minutes: number;
}

const hour = 60;
const memory = 72;
/** Sightings that the mean of all minutes counts as, against a minute's own. */
const shrinkage = 6;
/** A step beyond counts as this, so that one outage does not mark its minute for days. */
const longest = 0.5;

export const evenClock = (): ClockOfChange => ({
  steps: new Array<number>(hour).fill(0),
  seen: new Array<number>(hour).fill(0),
  mean: 0.08,
  minutes: 0,
});

export function sawStep(clock: ClockOfChange, minute: number, step: number): void {
  const index = minute % hour;
  const size = Math.min(Math.abs(step), longest);
  const count = Math.min((clock.seen[index] ?? 0) + 1, memory);
  clock.seen[index] = count;
  clock.steps[index] = (clock.steps[index] ?? 0) + (size - (clock.steps[index] ?? 0)) / count;
  clock.minutes = Math.min(clock.minutes + 1, 4000);
  clock.mean += (size - clock.mean) / Math.max(60, clock.minutes);
}

/** What a clock says of the hour, ready to be asked. */
export interface Moves {
  /** How much of the movement falls into each minute of the hour. */
  readonly weights: Float64Array;
  /** What is a start-up's usual share of them. */
  readonly usual: number;
}

/**
 * Steps count by their fourth power: the few far ones are what a fleet is late for, and the flicker of every minute adds up to nothing.
 * @param minutes a start-up's length
 */
export function movesOf(clock: ClockOfChange, minutes: number): Moves {
  // A planner that learns anew asks for each minute of two weeks, for which `from`, `reduce` and `**` took three times as long.
  const weights = new Float64Array(hour);
  let sum = 0;
  for (let index = 0; index < hour; index++) {
    const seen = clock.seen[index] ?? 0;
    const step = (seen * (clock.steps[index] ?? 0) + shrinkage * clock.mean) / (seen + shrinkage);
    const square = step * step;
    weights[index] = square * square;
    sum += square * square;
  }
  return { weights, usual: Math.max(Number.MIN_VALUE, (sum / hour) * minutes) };
}

/** The chance that demand moves after one minute and up to another as it does in a start-up; a share of 1. */
export function riskOf({ weights, usual }: Moves, after: number, to: number): number {
  let sum = 0;
  for (let minute = after + 1; minute <= to; minute++) sum += weights[minute % hour] ?? 0;
  return Math.min(1, sum / usual);
}
