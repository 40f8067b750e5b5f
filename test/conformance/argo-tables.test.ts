import { readFileSync } from "node:fs";
import { capacityFor } from "@signalbox/core/release/plan";
import { Ladder } from "@signalbox/core/release/policy";
import { describe, expect, test } from "vitest";
import { z } from "zod";

const int = z.int();
const Tables = z.object({
  trafficWeightToReplicas: z.array(z.object({ replicas: int, weight: int, maxWeight: int, expected: int })),
  approximateWeightedCounts: z.array(z.object({ replicas: int, weight: int, maxSurge: int, expCanary: int })),
  dynamicStableScale: z.array(
    z.object({
      name: z.string(),
      rolloutReplicas: int,
      /** Handed to the rollout as the weight of its step. */
      rolloutMaxReplicas: int,
      canaryWeight: int,
      expectedCanaryReplicas: int,
    }),
  ),
  calculateReplicaCountsForCanary: z.array(
    z.object({
      name: z.string(),
      rolloutSpecReplicas: int,
      setWeight: int.default(100),
      trafficRouting: z.boolean().nullish(),
      expectedCanaryReplicaCount: int,
    }),
  ),
});

const file = new URL("../fixtures/delivery/argo-rollouts-tables.json", import.meta.url);
const tables = Tables.parse(JSON.parse(readFileSync(file, "utf8")));

describe("Argo Rollouts' counts of a canary whose traffic a router splits", () => {
  const asked = tables.trafficWeightToReplicas.filter(({ weight }) => weight > 0);

  test("there are 6 of a weight above 0", () => expect(asked).toHaveLength(6));

  test.each(asked)("$replicas replicas at $weight of $maxWeight need $expected", (row) => {
    expect(capacityFor(row.replicas, (100 * row.weight) / row.maxWeight)).toBe(row.expected);
  });

  test("weight 0 needs no count: no ladder has it", () => {
    expect(Ladder.safeParse([0, 100]).success).toBe(false);
  });

  /** What their options ask for beside the weight, and ours does not have. */
  const differing = [
    // setCanaryScale: the candidate's count follows its weight, always.
    "For canary replicas, use setCanaryScale.replicas when specified along with trafficRouting (and ignore setWeight)",
    "Use setCanaryScale.weight for canary replicas when specified with trafficRouting (and ignore setWeight)",
    // abortScaleDownDelaySeconds: the drain alone says when the candidate goes.
    "aborted with abortScaleDownDelaySeconds:0 and setCanaryScale",
    "aborted with abortScaleDownDelaySeconds>0 and setCanaryScale",
    // minPodsPerReplicaSet: one task may serve a small weight.
    "Honor MinPodsPerReplicaSet when using trafficRouting and starting canary",
  ];
  const routed = tables.calculateReplicaCountsForCanary.filter(({ trafficRouting }) => trafficRouting);

  test.each(routed.filter(({ name }) => !differing.includes(name)))("$name", (row) => {
    expect(capacityFor(row.rolloutSpecReplicas, row.setWeight)).toBe(row.expectedCanaryReplicaCount);
  });

  test("five rows of seven are of options that there are none of here", () => {
    expect(routed).toHaveLength(7);
    expect(routed.map(({ name }) => name)).toEqual(expect.arrayContaining(differing));
  });
});

describe("where Argo Rollouts takes tasks from one side for the other, the candidate has never fewer here", () => {
  const surging = tables.approximateWeightedCounts.filter(
    ({ replicas, weight }) => replicas > 0 && weight > 0,
  );

  test.each(surging)(
    "$replicas replicas at $weight % with a surge of $maxSurge: at least $expCanary",
    ({ replicas, weight, expCanary }) => {
      expect(capacityFor(replicas, weight)).toBeGreaterThanOrEqual(expCanary);
    },
  );

  test("the candidate has just as many in 36 rows of 45, and more in the others", () => {
    expect(surging).toHaveLength(45);
    const same = surging.filter(
      ({ replicas, weight, expCanary }) => capacityFor(replicas, weight) === expCanary,
    );
    expect(same).toHaveLength(36);
  });

  test.each(tables.dynamicStableScale)("$name", (row) => {
    const weight = Math.max(row.canaryWeight, row.rolloutMaxReplicas);
    const candidate = capacityFor(row.rolloutReplicas, weight);
    expect(candidate).toBeGreaterThanOrEqual(row.expectedCanaryReplicas);
  });
});
