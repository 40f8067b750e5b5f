import { lengthOf } from "../backup/length-of-time.ts";
import { quorum, type Witness, witnessesOf } from "./agreement.ts";
import type { Observation } from "./observation.ts";
import { readyForMs } from "./ready-for.ts";

/** What is known when it has to be decided whether a region is left. */
export interface Situation {
  /** Region that serves. */
  readonly primary: string;
  /** Of all observers, as far as at least two of the three ledgers have them. */
  readonly observations: readonly Observation[];
  readonly target: Target;
  /** An earlier failover that no person has acknowledged yet; undefined: none. */
  readonly unacknowledged?: { readonly epoch: number; readonly at: number } | undefined;
  readonly policy: Policy;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The region that would be activated. */
export interface Target {
  readonly region: string;
  /** When it was last found ready for all of the traffic; undefined: never. */
  readonly readyAt?: number | undefined;
  /** How much its database lags; undefined: nobody can tell. */
  readonly lagMs?: number | undefined;
  /** Cluster that users of the region that writes have been switched to, which this one does not follow. */
  readonly apart?: string | undefined;
}

export interface Policy {
  /** How long the observers have to agree. */
  readonly confirmMs: number;
  readonly rpoMs: number;
  /** Without asking a person. */
  readonly automatic: boolean;
}

/** `nothing` with reasons only where the primary looks down to anybody: that is an alarm. */
export type Decision =
  | { readonly act: "failover" | "ask"; readonly witnesses: readonly Witness[]; readonly sentence: string }
  | { readonly act: "nothing"; readonly reasons: readonly Reason[] };

export interface Reason {
  readonly error: (typeof reasons)[number];
  readonly sentence: string;
}

/** Names are API: alarms and the page say them. */
const reasons = [
  "Failover.NoQuorum",
  "Failover.NotLongEnough",
  "Failover.NoProof",
  "Failover.TargetNotReady",
  "Failover.LagUnknown",
  "Failover.LagOverRpo",
  "Failover.FollowsAnother",
  "Failover.OnHold",
] as const;

/**
 * Whether the primary is left. Two of three observers have to see it down without a break for as long as the policy says, one of them
 * with a proof from inside; the target has to be ready and within the RPO, and no earlier failover may wait for a person. Whatever is
 * missing or unknown speaks against it.
 */
export function decide(situation: Situation): Decision {
  const { primary, observations, now, policy } = situation;
  const witnesses = witnessesOf(primary, observations, now);
  if (witnesses.length === 0) return { act: "nothing", reasons: [] };
  const against = [...evidenceAgainst(witnesses, situation), ...targetAgainst(situation)];
  if (against.length > 0) return { act: "nothing", reasons: against };
  const named = witnesses.map(({ observer }) => observer).join(" and ");
  const sentence = `${named} have seen ${primary} down since ${moment(since(witnesses))}, and its replication has stopped.`;
  return { act: policy.automatic ? "failover" : "ask", witnesses, sentence };
}

function* evidenceAgainst(witnesses: readonly Witness[], { primary, policy }: Situation): Generator<Reason> {
  const named = witnesses.map(({ observer }) => observer).join(" and ");
  if (witnesses.length < quorum) {
    yield {
      error: "Failover.NoQuorum",
      sentence: `only ${named} sees ${primary} down; ${quorum} observers have to.`,
    };
    return;
  }
  const agreedMs = agreed(witnesses);
  if (agreedMs < policy.confirmMs)
    yield {
      error: "Failover.NotLongEnough",
      sentence: `${named} have seen ${primary} down for ${lengthOf(agreedMs)}; it has to be ${lengthOf(policy.confirmMs)}.`,
    };
  if (!witnesses.some(({ proof }) => proof))
    yield {
      error: "Failover.NoProof",
      sentence: `${primary} is not reached, but its database may go on replicating: it can be cut off and not lost.`,
    };
}

/** What speaks against a region as the one that writes, whatever befell the other. */
export function* targetAgainst({
  target,
  unacknowledged,
  policy,
  now,
}: Pick<Situation, "target" | "unacknowledged" | "policy" | "now">): Generator<Reason> {
  const { region, readyAt, lagMs, apart } = target;
  if (readyAt === undefined || now - readyAt > readyForMs)
    yield {
      error: "Failover.TargetNotReady",
      sentence: `${region} was ${readyAt === undefined ? "never found ready" : `last found ready at ${moment(readyAt)}`}; see what its readiness lacks.`,
    };
  if (lagMs === undefined)
    yield { error: "Failover.LagUnknown", sentence: `nobody can tell how far ${region}'s database lags.` };
  else if (lagMs > policy.rpoMs)
    yield {
      error: "Failover.LagOverRpo",
      sentence: `${region}'s database lags ${lengthOf(lagMs)}, more than the ${lengthOf(policy.rpoMs)} that may be lost.`,
    };
  if (apart !== undefined)
    yield {
      error: "Failover.FollowsAnother",
      sentence: `users write to ${apart} since a restore, and ${region} follows what served before it.`,
    };
  if (unacknowledged)
    yield {
      error: "Failover.OnHold",
      sentence: `the failover of ${moment(unacknowledged.at)} (epoch ${unacknowledged.epoch}) waits for a person to acknowledge it.`,
    };
}

/** Since when a quorum agrees: since its last one joined. */
const since = (witnesses: readonly Witness[]): number =>
  witnesses.map((one) => one.since).toSorted((a, b) => a - b)[quorum - 1] ?? Number.POSITIVE_INFINITY;

const moment = (at: number): string => new Date(at).toISOString();

/**
 * For how long a quorum has said so: from word to word, each by its own clock. Until now would count silence, up to two minutes of it,
 * and the clocks' difference: of a million half hours with partitions of under five minutes, 1 % would be failovers.
 */
const agreed = (witnesses: readonly Witness[]): number =>
  witnesses.map(({ since, until }) => until - since).toSorted((a, b) => b - a)[quorum - 1] ?? 0;
