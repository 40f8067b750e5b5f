import type { Frame } from "./frame.ts";

/**
 * Counts anew the time of calls that had not answered when their process ended, since they are made again. What was waiting
 * keeps its deadline.
 */
export function callAgain({ visit }: Frame, now: number): void {
  if (visit?.attempt && !visit.attempt.submitted) visit.attempt = { ...visit.attempt, at: now, beatAt: now };
  for (const [index, child] of visit?.children?.entries() ?? [])
    if (child && !visit?.outputs?.[index]) callAgain(child, now);
}
