import fc from "fast-check";
import { expect, test } from "vitest";
import type { Lifecycle, Stage } from "./lifecycle.ts";
import { newLifecycle } from "./lifecycle.ts";
import { wantedTasks } from "./wanted-tasks.ts";

const stages: readonly (Stage | undefined)[] = [
  undefined,
  "RECONCILE_SERVICE",
  "PRE_SCALE_UP",
  "SCALE_UP",
  "POST_SCALE_UP",
  "TEST_TRAFFIC_SHIFT",
  "POST_TEST_TRAFFIC_SHIFT",
  "PRE_PRODUCTION_TRAFFIC_SHIFT",
  "PRODUCTION_TRAFFIC_SHIFT",
  "POST_PRODUCTION_TRAFFIC_SHIFT",
  "BAKE_TIME",
  "CLEAN_UP",
];
const side = fc.constantFrom("blue" as const, "green" as const);
const lifecycle = fc
  .record({
    stage: fc.constantFrom(...stages),
    traffic: fc.record({ production: side, test: side }),
    isBack: fc.boolean(),
    blueWasLeaving: fc.boolean(),
  })
  .map(
    ({ stage, traffic, isBack, blueWasLeaving }): Lifecycle => ({
      ...newLifecycle(undefined),
      stage,
      traffic,
      wayBack: isBack ? { blueWasLeaving, stage: undefined } : undefined,
    }),
  )
  // Traffic moves in its stages only, and blue leaves only when it has none.
  .filter(({ stage, traffic, wayBack }) => {
    const place = stages.indexOf(stage);
    if (wayBack) return true;
    if (traffic.production === "green" && place < stages.indexOf("PRODUCTION_TRAFFIC_SHIFT")) return false;
    if (traffic.test === "green" && place < stages.indexOf("TEST_TRAFFIC_SHIFT")) return false;
    return traffic.production === "green" || stage !== "CLEAN_UP";
  });

test("a side on which production traffic may be is wanted whole, at every point of every deployment", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), lifecycle, (desired, present) => {
      expect(wantedTasks(desired, present.traffic.production, present)).toBe(desired);
    }),
  );
});

test("at the end one side is left", () => {
  const end = { ...newLifecycle(undefined), stage: "CLEAN_UP" as const };
  const shifted = { ...end, traffic: { production: "green" as const, test: "green" as const } };
  expect([wantedTasks(3, "blue", shifted), wantedTasks(3, "green", shifted)]).toEqual([0, 3]);
  const back = { ...end, wayBack: { blueWasLeaving: false, stage: "CLEAN_UP" as const } };
  expect([wantedTasks(3, "blue", back), wantedTasks(3, "green", back)]).toEqual([3, 0]);
  expect([wantedTasks(3, "other", shifted), wantedTasks(3, "other", back)]).toEqual([0, 0]);
});
