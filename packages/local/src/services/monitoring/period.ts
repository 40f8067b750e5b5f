import { AwsError } from "../error.ts";

const minute = 60_000;

/** Milliseconds of a period that CloudWatch takes: 1, 5, 10, 20, 30 s or a multiple of a minute. */
export function periodOf(seconds: number | undefined, parameter: string): number {
  if (seconds === undefined || !([1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0)))
    throw new AwsError(
      "InvalidParameterValueException",
      `The parameter ${parameter} must be 1, 5, 10, 20, 30 or a multiple of 60.`,
    );
  return seconds * 1000;
}

/**
 * Starts of the periods in [start, end). Periods count from the start that was asked for, rounded down to a minute (to
 * the period where that is shorter), as CloudWatch aligns them.
 */
export function periodStarts(start: Date | undefined, end: Date | undefined, period: number): number[] {
  const unit = Math.min(period, minute);
  const from = Math.floor((start?.getTime() ?? 0) / unit) * unit;
  const to = end?.getTime() ?? 0;
  if (from >= to)
    throw new AwsError("ValidationError", "The parameter StartTime must be less than the parameter EndTime.");
  const count = Math.ceil((to - from) / period);
  if (count > 100_800)
    throw new AwsError(
      "InvalidParameterCombinationException",
      `You have requested up to ${count} datapoints, which exceeds the limit of 100800. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  return Array.from({ length: count }, (_, index) => from + index * period);
}
