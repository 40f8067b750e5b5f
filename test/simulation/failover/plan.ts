import type { FaultInput } from "@signalbox/local/faults/kinds";
import { type Random, random } from "@signalbox/local/world/random";
import { between, many, pick } from "../chance.ts";
import { names } from "./ground.ts";

/** What a scenario is about. */
export const incidents = [
  "noise",
  "primary dark",
  "primary partitioned",
  "half dark",
  "replication stopped",
  "observer dark",
  "table dark",
  "second failure",
  "comes back",
  "planned",
] as const;
export type Incident = (typeof incidents)[number];

/** What has to come of it, whatever befalls it beside. */
export type Expected = "nothing" | "failover" | "either";

/** A fault and when it begins, in seconds after the incident. */
export interface Befalls {
  readonly after: number;
  readonly fault: FaultInput;
}

export interface Plan {
  readonly seed: number;
  readonly incident: Incident;
  readonly expected: Expected;
  /** Seconds from the boot to the incident. */
  readonly quietSeconds: number;
  /** Seconds that are watched after it at least; runs that have begun are waited for. */
  readonly watchSeconds: number;
  readonly faults: readonly Befalls[];
  readonly skewMs: Readonly<Record<string, number>>;
  /** Whether RDS promotes in seconds; it says a few minutes, and a wait that only its slowness makes good is none. */
  readonly promotesQuickly: boolean;
  /** Regions that are found not ready. */
  readonly unready: readonly string[];
  /** Seconds after the incident at which a person asks for a switchover to `to`. */
  readonly asks?: { readonly after: number; readonly to: string } | undefined;
  /** What a person answers when a run asks, and after how many seconds. */
  readonly answer: { readonly action: "approve" | "retry" | "skip" | "abort"; readonly after: number };
}

export const primary = "us-east-1";
const standbys = ["eu-west-1", "ap-southeast-1"] as const;
const neutral = "us-west-2";
const everywhere = [primary, ...standbys, neutral];
const minute = 60;

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

type Story = Pick<Plan, "expected" | "faults"> & Partial<Plan>;

const dark = (region: string, after: number, forSeconds?: number): Befalls => ({
  after,
  fault: { kind: "region-dark", region, ...(forSeconds !== undefined && { forSeconds }) },
});
const cut = (region: string, after: number, forSeconds: number, other?: string): Befalls => ({
  after,
  fault: { kind: "region-partitioned", region, forSeconds, ...(other !== undefined && { other }) },
});

const stories: Readonly<Record<Incident, (chance: Random) => Story>> = {
  noise: (chance) => ({
    expected: "nothing",
    faults: [
      cut(primary, 0, between(chance, 20, 4 * minute)),
      ...many(chance, 2, () =>
        cut(pick(chance, standbys), between(chance, 0, 600), between(chance, 20, 280)),
      ),
    ],
  }),
  "primary dark": (chance) => ({
    expected: "failover",
    faults: [dark(primary, 0)],
    watchSeconds: 25 * minute,
    ...(chance.next() < 0.2 && { unready: ["eu-west-1"] }),
  }),
  "primary partitioned": (chance) => ({
    expected: "failover",
    faults: [cut(primary, 0, between(chance, 25 * minute, 45 * minute))],
    watchSeconds: between(chance, 25, 50) * minute,
  }),
  "half dark": (chance) => ({
    expected: "nothing",
    faults: [
      {
        after: 0,
        fault: {
          kind: "region-dark",
          region: primary,
          plane: pick(chance, ["control", "data"]),
          forSeconds: 900,
        },
      },
    ],
  }),
  "replication stopped": (chance) => ({
    expected: "nothing",
    faults: standbys.map((region) => ({
      after: between(chance, 0, 60),
      fault: { kind: "replication-stops", region, of: "database", forSeconds: 900 },
    })),
  }),
  "observer dark": (chance) => {
    const lost = chance.next() < 0.5;
    const observer = pick(chance, [...standbys, neutral]);
    // With a standby goes a table of epochs: with the primary's they are two of three, and nothing may be done.
    const acts = lost && observer === neutral;
    return {
      expected: acts ? "failover" : "nothing",
      faults: [dark(observer, 0), ...(lost ? [dark(primary, between(chance, 0, 120))] : [])],
      watchSeconds: (lost ? 30 : 15) * minute,
    };
  },
  "table dark": (chance) => {
    const region = pick(chance, [primary, ...standbys]);
    return {
      expected: "either",
      faults: [
        {
          after: 0,
          fault: {
            kind: "fail",
            service: "dynamodb",
            region,
            error: "InternalServerError",
            forSeconds: between(chance, 300, 1800),
          },
        },
        ...(chance.next() < 0.5 ? [dark(primary, between(chance, 0, 300))] : []),
      ],
      watchSeconds: 30 * minute,
    };
  },
  "second failure": (chance) => {
    const second = between(chance, 5 * minute, 25 * minute);
    return {
      expected: "either",
      faults: [
        dark(primary, 0),
        chance.next() < 0.6
          ? dark(pick(chance, standbys), second, chance.next() < 0.5 ? undefined : between(chance, 60, 1200))
          : {
              after: second,
              fault: {
                kind: "lambda-crash",
                function: names.deployed("failover"),
                when: pick(chance, ["before", "after"]),
                call: between(chance, 1, 8),
                forSeconds: 600,
                probability: 0.7,
              },
            },
      ],
      watchSeconds: between(chance, 35, 50) * minute,
    };
  },
  "comes back": (chance) => ({
    expected: "either",
    faults: [dark(primary, 0, between(chance, 3 * minute, 30 * minute))],
    watchSeconds: 40 * minute,
  }),
  planned: (chance) => ({
    expected: "either",
    faults: chance.next() < 0.3 ? [dark(primary, between(chance, 5, 240))] : [],
    asks: { after: 1, to: pick(chance, standbys) },
    watchSeconds: 25 * minute,
  }),
};

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
