/** A number for the start of a period, in UTC (using-metric-math.html, functions). */
export const ofTime: Readonly<Record<string, (start: Date) => number>> = {
  MINUTE: (start) => start.getUTCMinutes(),
  HOUR: (start) => start.getUTCHours(),
  /** Monday is 1, Sunday 7. */
  DAY: (start) => start.getUTCDay() || 7,
  DATE: (start) => start.getUTCDate(),
  MONTH: (start) => start.getUTCMonth() + 1,
  YEAR: (start) => start.getUTCFullYear(),
  EPOCH: (start) => start.getTime() / 1000,
};
