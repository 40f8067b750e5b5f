import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import type { ReleasePolicy } from "@signalbox/core/release/policy";
import type { WhenBusy } from "@signalbox/core/release/turns/ticket";
import type { FaultInput } from "@signalbox/local/faults/kinds";
import type { BehaviourName } from "@signalbox/local/images/behaviour";
import { type Random, random } from "@signalbox/local/world/random";
import { between, many, pick } from "./chance.ts";
import { faultFor } from "./random-fault.ts";

/** What people do to a group; `which` counts the releases that were asked for so far. */
export type Move =
  | { readonly kind: "ask"; readonly tag: Tag; readonly whenBusy: WhenBusy }
  | { readonly kind: "back" }
  | { readonly kind: "abort" | "promote"; readonly which: number };

export type Strategy = ReleaseGroup["strategy"];

export const tags = ["v2", "v3"] as const;
export type Tag = (typeof tags)[number];

/** One simulated release with what befalls it; all of it follows from the seed. */
export interface Plan {
  readonly seed: number;
  readonly strategy: Strategy;
  readonly requestsPerSecond: number;
  readonly policy: Partial<ReleasePolicy>;
  readonly images: Readonly<Record<Tag, BehaviourName>>;
  /** The first is a release; seconds after the move before. */
  readonly moves: readonly { readonly afterSeconds: number; readonly move: Move }[];
  /** Seconds after the first release was asked for. */
  readonly faults: readonly { readonly afterSeconds: number; readonly fault: FaultInput }[];
}

const strategies: readonly Strategy[] = ["canary", "blue-green", "rolling"];
const ladders = [[100], [50, 100], [25, 100], [10, 50, 100]];

export function planOf(seed: number): Plan {
  const chance = random(seed).fork("plan");
  const strategy = strategies[seed % strategies.length] ?? "canary";
  return {
    seed,
    strategy,
    requestsPerSecond: pick(chance, strategy === "blue-green" ? [2, 10, 20] : [1, 4, 8]),
    policy: policyFor(strategy, chance),
    images: { v2: behaviour(chance), v3: behaviour(chance) },
    moves: [
      { afterSeconds: 0, move: { kind: "ask", tag: "v2", whenBusy: "queue" } },
      ...many(chance, 3, () => ({ afterSeconds: between(chance, 1, 500), move: moveBy(chance) })),
    ],
    faults: many(chance, 3, () => ({
      afterSeconds: between(chance, 0, 450),
      fault: faultFor(strategy, chance),
    })),
  };
}

/** Short, so that a thousand do not take a day, and lenient in most of them, so that this little traffic can pass. */
function policyFor(strategy: Strategy, chance: Random): Partial<ReleasePolicy> {
  const lenient = chance.next() < 0.7;
  return {
    ...(strategy === "canary" && { ladder: pick(chance, ladders) }),
    ...(strategy === "blue-green" && { promotion: pick(chance, ["automatic", "automatic", "manual"]) }),
    bakeSeconds: pick(chance, [60, 120, 180]),
    extensions: pick(chance, [0, 1]),
    healthySeconds: pick(chance, [120, 300]),
    observeSeconds: 300,
    drainSeconds: pick(chance, [30, 60, 120]),
    holdSeconds: pick(chance, [0, 30, 120]),
    personSeconds: pick(chance, [60, 300]),
    queueSeconds: 3_600,
    leastMinutes: 1,
    ...(lenient && { acceptableRate: 0.2, acceptableSlowRate: 0.2 }),
  };
}

const behaviour = (chance: Random): BehaviourName =>
  pick(chance, ["good", "good", "good", "good", "errors", "slow", "unhealthy"]);

function moveBy(chance: Random): Move {
  const roll = chance.next();
  const which = between(chance, 0, 3);
  if (roll < 0.3) return { kind: "abort", which };
  if (roll < 0.5) return { kind: "promote", which };
  if (roll < 0.6) return { kind: "back" };
  return {
    kind: "ask",
    tag: pick(chance, tags),
    whenBusy: pick(chance, ["queue", "supersede", "supersede", "refuse"]),
  };
}
