import type { ReplicaProfile } from "../profile.ts";
import { type Kind, requestsPerSecond, type Tokens } from "./kind.ts";

/** A type of GPU as a team can have it. */
export interface Gpu {
  readonly name: string;
  readonly profile: ReplicaProfile;
  /** What a quota or the region allows. */
  readonly most: number;
  readonly spot: boolean;
}

/** A GPU as a choice between types sees it. */
export type Offer = Gpu & Kind;

/** GPUs in a common measure. */
export interface Measured {
  /** What the planner counts in: a replica of the smallest, with the slowest start and drain, since any may be what starts. */
  readonly unit: ReplicaProfile;
  /** Its name. */
  readonly smallest: string;
  /** In the order of the GPUs; nothing stands yet. */
  readonly offers: readonly Offer[];
}

const hourSeconds = 3600;

/** Measures GPUs, one at least, by the requests that each serves: which one is worth its price depends on the tokens. */
export function measure(gpus: readonly Gpu[], tokens: Tokens): Measured {
  const serves = ({ profile }: Gpu) => requestsPerSecond(profile, tokens);
  const smallest = gpus.reduce((least, gpu) => (serves(gpu) < serves(least) ? gpu : least));
  const longest = (of: (profile: ReplicaProfile) => number) =>
    Math.max(...gpus.map(({ profile }) => of(profile)));
  return {
    smallest: smallest.name,
    unit: {
      ...smallest.profile,
      startSeconds: longest(({ startSeconds }) => startSeconds),
      drainSeconds: longest(({ drainSeconds }) => drainSeconds),
    },
    offers: gpus.map((gpu) => ({
      ...gpu,
      capacity: serves(gpu) / serves(smallest),
      usdPerHour: gpu.profile.usdPerHour,
      startHours: gpu.profile.startSeconds / hourSeconds,
      drainHours: gpu.profile.drainSeconds / hourSeconds,
      present: 0,
      least: 0,
    })),
  };
}
