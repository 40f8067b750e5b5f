/** A share of a forward action's traffic. */
export interface Weighted {
  /** 0 to 999. */
  readonly weight: number;
}

/** What the choice of a target looks at. */
export interface Candidate {
  readonly state: "initial" | "healthy" | "unhealthy" | "unused" | "draining";
  /** Requests that it has not answered in full. */
  readonly outstanding: number;
}

export type Algorithm = "round_robin" | "least_outstanding_requests";

/**
 * Which group a request goes to, by weight alone: an ALB does not look at health here.
 * @param roll in [0, 1)
 * @returns undefined when every weight is 0; AWS does not say what its load balancer does then, ours answers 503
 */
export function pickGroup<G extends Weighted>(groups: readonly G[], roll: number): G | undefined {
  let total = 0;
  for (const { weight } of groups) total += weight;
  let left = roll * total;
  for (const group of groups) {
    left -= group.weight;
    if (left < 0) return group;
  }
  return undefined;
}

/**
 * Which target of a group a request goes to. With no healthy target the group fails open: all that are registered take
 * part (AWS's "Target group health"). Draining and unused targets never do.
 * @param turn counts the group's requests, so that equals take turns
 * @returns undefined when nothing is registered: the load balancer answers 503
 */
export function pickTarget<C extends Candidate>(
  targets: readonly C[],
  algorithm: Algorithm,
  turn: number,
): C | undefined {
  const open = targets.some(({ state }) => state === "healthy") ? isHealthy : isRegistered;
  let best: C | undefined;
  for (let i = 0; i < targets.length; i++) {
    const target = targets[(turn + i) % targets.length];
    if (!target || !open(target)) continue;
    if (algorithm === "round_robin") return target;
    if (!best || target.outstanding < best.outstanding) best = target;
  }
  return best;
}

const isHealthy = ({ state }: Candidate): boolean => state === "healthy";
const isRegistered = ({ state }: Candidate): boolean =>
  state === "healthy" || state === "unhealthy" || state === "initial";
