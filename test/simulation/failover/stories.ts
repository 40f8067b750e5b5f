import type { FaultInput } from "@signalbox/local/faults/kinds";
import type { Random } from "@signalbox/local/world/random";
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
  "cut off from two",
  "orchestrator stumbles",
  "lost in turn",
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

export const primary = "us-east-1";
const standbys = ["eu-west-1", "ap-southeast-1"] as const;
const neutral = "us-west-2";
export const everywhere = [primary, ...standbys, neutral];
export const minute = 60;

export interface Asked {
  readonly after: number;
  readonly to: string;
  readonly reason: "planned_maintenance" | "primary_region_unavailable";
}

/** What befalls a platform, and what has to come of it. */
export interface Story {
  readonly expected: Expected;
  readonly faults: readonly Befalls[];
  /** Seconds that are watched after the incident at least; runs that have begun are waited for. */
  readonly watchSeconds?: number;
  /** Whether RDS promotes in seconds; it says a few minutes, and a wait that only its slowness makes good is none. */
  readonly promotesQuickly?: boolean;
  /** Regions that are found not ready. */
  readonly unready?: readonly string[];
  /** Seconds after the incident at which a person starts a failover to `to`, and why. */
  readonly asks?: Asked;
}

const dark = (region: string, after: number, forSeconds?: number): Befalls => ({
  after,
  fault: { kind: "region-dark", region, ...(forSeconds !== undefined && { forSeconds }) },
});
const cut = (region: string, after: number, forSeconds: number, other?: string): Befalls => ({
  after,
  fault: { kind: "region-partitioned", region, forSeconds, ...(other !== undefined && { other }) },
});

export const stories: Readonly<Record<Incident, (chance: Random) => Story>> = {
  noise: (chance) => {
    // One of three does not reach it for longer, nor does a person there.
    const misled = chance.next() < 0.5;
    const alone = pick(chance, standbys);
    const longer = cut(primary, between(chance, 0, 60), between(chance, 8 * minute, 14 * minute), alone);
    const asks = {
      after: between(chance, 6, 8) * minute,
      to: alone,
      reason: "primary_region_unavailable",
    } as const;
    return {
      expected: "nothing",
      faults: [
        cut(primary, 0, between(chance, 20, 4 * minute)),
        ...many(chance, 2, () =>
          cut(pick(chance, standbys), between(chance, 0, 600), between(chance, 20, 280)),
        ),
        ...(misled ? [longer] : []),
      ],
      ...(misled && { asks }),
    };
  },
  "primary dark": (chance) => {
    const unready = chance.next() < 0.25 ? standbys.slice(0, between(chance, 1, standbys.length)) : [];
    return {
      expected: unready.length < standbys.length ? "failover" : "nothing",
      faults: [dark(primary, 0)],
      watchSeconds: 25 * minute,
      unready,
    };
  },
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
  // The primary still reaches two tables, and its users reach it: nothing but the claim ends its lease.
  "cut off from two": (chance) => {
    const seconds = between(chance, 25 * minute, 45 * minute);
    return {
      expected: "failover",
      faults: ["eu-west-1", neutral].map((other) => cut(primary, between(chance, 0, 20), seconds, other)),
      watchSeconds: 25 * minute,
      promotesQuickly: chance.next() < 0.7,
    };
  },
  "orchestrator stumbles": (chance) => ({
    expected: "failover",
    faults: [dark(primary, 0), ...[1, 2].map(() => ({ after: 0, fault: stumble(chance) }))],
    watchSeconds: 30 * minute,
  }),
  // The first is back when the second is lost, while that takes over or after; what the database copies may be back later.
  "lost in turn": (chance) => {
    const back = between(chance, 7 * minute, 9 * minute);
    const second =
      back + (chance.next() < 0.5 ? between(chance, 60, 180) : between(chance, 180, 16 * minute));
    const seconds = between(chance, 12 * minute, 25 * minute);
    const still = { kind: "replication-stops", region: "ap-southeast-1", of: "database" } as const;
    return {
      expected: "either",
      faults: [
        dark(primary, 0, back),
        chance.next() < 0.7 ? dark("eu-west-1", second, seconds) : cut("eu-west-1", second, seconds),
        ...(chance.next() < 0.6 ? [{ after: 0, fault: still }] : []),
      ],
      watchSeconds: second + 30 * minute,
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
    asks: { after: 1, to: pick(chance, standbys), reason: "planned_maintenance" },
    watchSeconds: 25 * minute,
  }),
};

const steps = [
  "Decide",
  "ClaimEpoch",
  "PromoteDatabase",
  "AwaitDatabase",
  "RotateCredentials",
  "ScaleServices",
  "TurnTraffic",
] as const;

/** A step that is cut off in the midst, whose answer gets lost, or that is run once more minutes after the machine has given it up. */
function stumble(chance: Random): FaultInput {
  const step = pick(chance, [...steps, "ClaimEpoch", "PromoteDatabase"]);
  const invoke = { service: "lambda", operation: "Invoke", containing: `"${step}"`, count: 1 };
  return pick(chance, [
    (): FaultInput => ({
      kind: "lambda-crash",
      function: names.deployed("failover"),
      when: "after",
      operation: "PutItem",
      containing: "epoch#",
      call: between(chance, 1, 3),
      count: 1,
    }),
    (): FaultInput => ({ kind: "lose-reply", ...invoke }),
    // Step Functions gives a step 70 s.
    (): FaultInput => ({ kind: "delay", ...invoke, seconds: between(chance, 60, 600) }),
  ])();
}
