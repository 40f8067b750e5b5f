/** 1970-01-05 was a Monday. */
const firstMonday = 4 * 86_400;

/** Seconds since a Monday, 0:00 UTC, as the planner counts them. */
export const weekSeconds = (ms: number): number => Math.floor(ms / 1000) - firstMonday;
