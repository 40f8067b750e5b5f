import fc from "fast-check";
import { expect, test } from "vitest";
import { placeOf, type SeenDeployment, wayBackOf } from "./deployment.ts";

const stages = [
  undefined,
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
] as const;
const statuses = [
  "PENDING",
  "IN_PROGRESS",
  "SUCCESSFUL",
  "STOPPED",
  "STOP_REQUESTED",
  "ROLLBACK_REQUESTED",
  "ROLLBACK_IN_PROGRESS",
  "ROLLBACK_SUCCESSFUL",
  "ROLLBACK_FAILED",
] as const;
const seen = fc.record({
  status: fc.constantFrom(...statuses),
  stage: fc.constantFrom(...stages),
  waits: fc.boolean(),
});
const under = (stage: SeenDeployment["stage"], waits = false): SeenDeployment => ({
  status: "IN_PROGRESS",
  stage,
  waits,
});

test("on its way a deployment comes to each pause once, and is past the first before it is at the second", () => {
  const rank = { before: 0, at: 1, past: 2, back: 3 };
  const way = stages.flatMap((stage) => [under(stage), under(stage, true)]);
  for (const pause of ["preview", "shifted"] as const) {
    const places = way.map((one) => rank[placeOf(one, pause)]);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.filter((place) => place === rank.at)).toHaveLength(1);
  }
  for (const one of way) if (placeOf(one, "shifted") === "at") expect(placeOf(one, "preview")).toBe("past");
});

test("a pause whose hook is answered is not past until the next stage begins", () => {
  expect(placeOf(under("POST_TEST_TRAFFIC_SHIFT"), "preview")).toBe("before");
  expect(placeOf(under("PRE_PRODUCTION_TRAFFIC_SHIFT"), "preview")).toBe("past");
});

test("what is taken back or stopped is at no pause, whatever its stage says; what is whole is past both", () => {
  fc.assert(
    fc.property(seen, fc.constantFrom("preview", "shifted"), (deployment, pause) => {
      const place = placeOf(deployment, pause);
      const ongoing = deployment.status === "PENDING" || deployment.status === "IN_PROGRESS";
      if (deployment.status === "SUCCESSFUL") expect(place).toBe("past");
      else if (ongoing) expect(place).not.toBe("back");
      else expect(place).toBe("back");
    }),
  );
});

test("only what still runs can be taken back, and only what ECS took back is back", () => {
  expect(statuses.map((status) => wayBackOf({ status }))).toEqual([
    "not-begun",
    "not-begun",
    "impossible",
    "impossible",
    "impossible",
    "going",
    "going",
    "back",
    "impossible",
  ]);
});
