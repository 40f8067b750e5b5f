/** Most slices in which a side is scaled in: a tenth of its WebSockets break at once at most, and where it is small a task's. */
const mostSlices = 10;

/**
 * Between two slices. Socket.IO's clients try to connect again after 1 to 5 s, and a browser that was cut off without a word
 * notices within 45 s (Open WebUI's pings: every 25 s, 20 s of patience).
 */
export const slicePauseSeconds = 30;

/**
 * How many tasks of a side are left after each slice; the last slice leaves none. One or two tasks go at once: there is
 * nothing to spread.
 */
export function slicesOf(tasks: number): number[] {
  if (tasks <= 2) return [0];
  const slices = Math.min(tasks, mostSlices);
  return Array.from({ length: slices }, (_, index) => Math.floor((tasks * (slices - 1 - index)) / slices));
}

/** How long the slices of a side take beside the last one's own time. */
export const slicingSeconds = (tasks: number): number => (slicesOf(tasks).length - 1) * slicePauseSeconds;

/** The longest that can be. */
export const mostSlicingSeconds = (mostSlices - 1) * slicePauseSeconds;
