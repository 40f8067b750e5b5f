import { steered } from "@signalbox/core/scaling/planner/family";
import { a } from "./scenarios.ts";
import { play } from "./score.ts";

/** How long 14 days of minutes take, and the slowest decisions; what else the machine does counts in. */
export function decisionTimes(): string {
  const times: number[] = [];
  const start = performance.now();
  play(a, 101, (profile) => {
    const policy = steered(profile);
    return (seen) => {
      const before = performance.now();
      const wanted = policy(seen);
      times.push(performance.now() - before);
      return wanted;
    };
  });
  const seconds = (performance.now() - start) / 1000;
  const slow = times.toSorted((x, y) => y - x)[Math.floor(times.length / 10_000)] ?? 0;
  return `14 days of minutes: ${seconds.toFixed(1)} s; all but one of 10,000 decisions within ${slow.toFixed(1)} ms.`;
}
