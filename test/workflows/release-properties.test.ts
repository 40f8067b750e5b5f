import { releaseCanary } from "@signalbox/functions/workflows/release-canary/workflow";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Plan, planOf } from "../simulation/plan.ts";
import { type Simulated, simulate } from "../simulation/simulate.ts";

/** As the benchmark counts them over a thousand; a run that fails names the command that replays it with its story. */
const wrongIn = ({ plan, lost, cut, unknown, broken, sizes }: Simulated) => ({
  replay: `npm run bench:releases -- --seed ${plan.seed}`,
  lost,
  cut,
  unknown,
  broken,
  payload: Math.max(sizes.payload, sizes.task) < 8_000,
});

const seen: Readonly<Record<string, object>> = {
  CheckTargets: { done: true, healthy: 3 },
  ObserveShare: { done: true, ends: 4_000_000_000_000, look: 60 },
  Drain: { done: true, waitSeconds: 3 },
};

const strategies = ["canary", "blue-green", "rolling"] as const;

test.each(strategies)(
  "Given any faults, aborts and newer releases of a %s group, then weights are always 100 together and on healthy sides, nothing is lost, and the end is one of two known states",
  async (strategy) => {
    const seeds = fc.nat(1_000_000).map((number) => 3 * number + strategies.indexOf(strategy));
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const simulated = await simulate(planOf(seed));
        expect(simulated.plan.strategy).toBe(strategy);
        // One that a person stops at once is over before the second look.
        expect(simulated.looks).toBeGreaterThan(Math.min(10, simulated.seconds / 20));
        expect(wrongIn(simulated)).toMatchObject({
          lost: 0,
          cut: 0,
          unknown: [],
          broken: [],
          payload: true,
        });
      }),
      { numRuns: 3 },
    );
  },
);

describe("what a simulation sees", () => {
  /** A version that is promoted behind a load balancer that follows its rules two minutes late. */
  const lagging: Plan = {
    ...planOf(0),
    requestsPerSecond: 4,
    policy: {
      ladder: [100],
      bakeSeconds: 60,
      extensions: 0,
      drainSeconds: 30,
      holdSeconds: 0,
      acceptableRate: 0.2,
      acceptableSlowRate: 0.2,
      leastMinutes: 1,
    },
    images: { v2: "good", v3: "good" },
    moves: [{ afterSeconds: 0, move: { kind: "ask", tag: "v2", whenBusy: "queue" } }],
    faults: [{ afterSeconds: 0, fault: { kind: "weights-lag", seconds: 120 } }],
  };
  /** The canary, whose looks at targets, share and drain all say at once that what they look for is there. */
  const blind = {
    ...releaseCanary,
    steps: releaseCanary.steps.map((step) => {
      const said = seen[step.name];
      return said ? { ...step, run: async () => said } : step;
    }),
  };

  test("a canary that looks at what is served loses nothing by it", async () => {
    const { lost, cut, ends } = await simulate(lagging);
    expect({ lost, cut, ends }).toEqual({ lost: 0, cut: 0, ends: ["SUCCEEDED"] });
  });

  test("one that shifts without looking loses requests, and has weight where nothing is healthy", async () => {
    const { lost, broken } = await simulate({ ...lagging, faults: [] }, { changed: [blind] });
    expect(lost).toBeGreaterThan(0);
    expect(broken.join()).toContain("nothing healthy");
  });
});
