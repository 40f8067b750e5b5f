import type { ReplicaProfile } from "./profile.ts";

/** What arrived in a bin of time. */
export interface Demand {
  readonly requests: number;
  /** Slot-seconds that these requests take: how many times how long. */
  readonly work: number;
}

/** What a policy is shown when a bin has ended; of the future it sees nothing. */
export interface Seen {
  /** Seconds since the start of time (a Monday, 0:00), the bin's end. */
  readonly at: number;
  /** The bin's length in seconds. */
  readonly seconds: number;
  /** Nothing where the metrics are missing: unknown, which is not none. */
  readonly demand: Demand | undefined;
  /** Slots in use, on average over the bin. */
  readonly busy: number;
  /** Requests that wait at the bin's end. */
  readonly waiting: number;
  /** Requests of the bin that wait longer than the objective allows. */
  readonly late: number;
  /** Replicas that take requests, at the bin's end. */
  readonly ready: number;
  /** Replicas that were ordered and are not ready. */
  readonly starting: number;
  /** Whether whoever holds requests while no replica serves says nothing of them. */
  readonly unheld?: boolean;
  /** Start-ups that ended in this bin, each in seconds. */
  readonly started: readonly number[];
}

/** Replicas wanted, ready and starting together; nothing where all shall stay as it is. */
export type Policy = (seen: Seen) => number | undefined;

/** What every policy has to keep to. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** A kind of policy with the one figure that a team turns, from the most generous to the leanest. */
export interface PolicyFamily {
  readonly name: string;
  readonly knobs: readonly number[];
  readonly make: (knob: number, profile: ReplicaProfile) => Policy;
}
