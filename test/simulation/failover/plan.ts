import type { FaultInput } from "@signalbox/local/faults/kinds";
import { type Random, random } from "@signalbox/local/world/random";
import { between, many, pick } from "../chance.ts";
import { names } from "./ground.ts";
import {
  type Befalls,
  type Expected,
  everywhere,
  type Incident,
  incidents,
  minute,
  type Story,
  stories,
} from "./stories.ts";

export interface Plan extends Story {
  readonly seed: number;
  readonly incident: Incident;
  /** Seconds from the boot to the incident. */
  readonly quietSeconds: number;
  readonly watchSeconds: number;
  readonly skewMs: Readonly<Record<string, number>>;
  readonly promotesQuickly: boolean;
  readonly unready: readonly string[];
  /** What a person answers when a run asks, and after how many seconds. */
  readonly answer: { readonly action: "approve" | "retry" | "skip" | "abort"; readonly after: number };
}

/** All of a scenario follows from its seed. */
export function planOf(seed: number): Plan {
  const chance = random(seed).fork("plan");
  const incident = pick(chance, incidents);
  const story = stories[incident](chance);
  const skewMs = Object.fromEntries(everywhere.map((region) => [region, between(chance, -10_000, 10_000)]));
  return {
    seed,
    incident,
    quietSeconds: between(chance, 4 * minute, 6 * minute),
    watchSeconds: 15 * minute,
    skewMs,
    promotesQuickly: chance.next() < 0.4,
    unready: [],
    answer: {
      action: pick(chance, ["approve", "retry", "retry", "skip", "abort"]),
      after: between(chance, 10, 20 * minute),
    },
    ...story,
    faults: [...story.faults, ...many(chance, 3, () => beside(chance, story.expected))],
  };
}

const errors = ["InternalServerError", "ServiceUnavailable", "RequestTimeout"];

/** What befalls it beside the incident; short enough for what has to happen to happen. */
function beside(chance: Random, expected: Expected): Befalls {
  const after = between(chance, -60, 15 * minute);
  const region = pick(chance, everywhere);
  const forSeconds = between(chance, 10, 4 * minute);
  const probability = between(chance, 1, 6) / 10;
  const role = names.role(region, pick(chance, ["failover", "observe", "failover"]));
  const call = { role, forSeconds, probability };
  const fault = pick(chance, [
    () => ({ kind: "throttle", ...call }),
    () => ({ kind: "lose-request", ...call }),
    () => ({ kind: "lose-reply", ...call }),
    () => ({ kind: "delay", ...call, seconds: between(chance, 1, 55) }),
    () => ({ kind: "fail", ...call, error: pick(chance, errors) }),
    // A Lambda that is not started for up to ten minutes.
    () => ({
      kind: "delay",
      service: "lambda",
      operation: "Invoke",
      region,
      containing: "ClaimEpoch",
      count: 1,
      seconds: between(chance, 60, 600),
    }),
    () => ({
      kind: "lambda-crash",
      function: names.deployed("failover"),
      when: pick(chance, ["before", "after"]),
      call: between(chance, 1, 8),
      forSeconds,
      probability,
    }),
    () => ({ kind: "repeated-events", region, forSeconds: 1200 }),
    () => ({ kind: "late-events", region, seconds: between(chance, 5, 300), count: 2 }),
    () => ({ kind: "reordered-events", region, forSeconds: 1200, probability: 0.5 }),
    ...(expected === "failover" ? [] : [() => ({ kind: "lost-events", region, count: 1 })]),
    () => ({ kind: "missing-metrics", region, forSeconds: Math.min(forSeconds, 50) }),
  ] as readonly (() => FaultInput)[])();
  return { after, fault };
}
