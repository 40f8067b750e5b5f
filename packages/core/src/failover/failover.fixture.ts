import type { Situation } from "./decide.ts";
import type { Observation, Probes } from "./observation.ts";

export const minuteMs = 60_000;
export const primary = "us-east-1";
export const observers = ["eu-west-1", "ap-southeast-1", "us-west-2"] as const;

export const up: Probes = { edge: "up", login: "up", databaseWrite: "up", replication: "up" };
export const down: Probes = { edge: "down", login: "down", databaseWrite: "down", replication: "down" };

export const observed = (observer: string, at: number, probes: Probes = down, sees = true): Observation => ({
  observer,
  about: primary,
  at,
  probes,
  sees,
});

/** One observation a minute of each observer, from `from` to `to`. */
export const row = (
  who: readonly string[],
  { from, to, probes = down }: { from: number; to: number; probes?: Probes },
): Observation[] =>
  who.flatMap((observer) =>
    Array.from({ length: Math.floor((to - from) / minuteMs) + 1 }, (_, index) =>
      observed(observer, from + index * minuteMs, probes),
    ),
  );

/** All that a failover needs, at `now`, but for what is seen. */
export const situation = (
  now: number,
  observations: readonly Observation[],
  more: Partial<Situation> = {},
): Situation => ({
  primary,
  observations,
  target: { region: "eu-west-1", readyAt: now - 10 * minuteMs, lagMs: 2_000 },
  policy: { confirmMs: 5 * minuteMs, rpoMs: 60 * minuteMs, automatic: true },
  now,
  ...more,
});
