import { type ReplicaProfile, serviceSeconds } from "../profile.ts";

/** Replicas of one type of GPU, as whoever chooses between types sees them. */
export interface Kind {
  readonly name: string;
  /** What one serves, in a unit that all kinds share. */
  readonly capacity: number;
  readonly usdPerHour: number;
  /** Hours that a start and a drain are paid for. */
  readonly startHours: number;
  readonly drainHours: number;
  /** How many there are at present. */
  readonly present: number;
  /** How many there have to be. */
  readonly least: number;
  /** How many a quota or the region's capacity allows. */
  readonly most: number;
  /** Whether EC2 may take them back. */
  readonly spot: boolean;
}

/** Tokens of a request, on average. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
}

/** Requests in a second that one replica serves: who reads prompts fast fits long prompts, who has many slots long answers. */
export const requestsPerSecond = (profile: ReplicaProfile, { input, output }: Tokens): number =>
  profile.slots / serviceSeconds(profile, input, output);
