import fc from "fast-check";
import { expect, test } from "vitest";
import type { UpgradeClass, UpgradeFinding } from "./finding.ts";
import { overlapMinutes, planUpgrade, strategiesFor, UpgradeStrategy } from "./strategy.ts";

const anyClass = fc.constantFrom("none" as const, "additive" as const, "breaking" as const);
const anyStrategy = fc.constantFrom(...UpgradeStrategy.options);
const forced = { strategy: "canary" as const, by: "ana", reason: "the column was never read" };
const no: UpgradeFinding = { class: "refused", layer: "migration", where: "", sentence: "It failed." };

const judged = (of: UpgradeClass, refused: UpgradeFinding[] = []) => ({
  class: of,
  refused,
  waits: ["public.chat"],
  seconds: 28,
});

test("two versions never work side by side over a breaking change unless a person says so", () => {
  fc.assert(
    fc.property(anyClass, anyStrategy, (of, usual) => {
      const plan = planUpgrade(judged(of), usual);
      expect(strategiesFor[of]).toContain(plan?.strategy);
      if (of === "breaking") expect(plan?.strategy).toBe("maintenance-cutover");
      if (strategiesFor[of].includes(usual)) expect(plan?.strategy).toBe(usual);
    }),
  );
});

test("over a change two versions overlap for a bounded time, and over none for as long as they like", () => {
  expect(planUpgrade(judged("additive"), "rolling")).toMatchObject({
    strategy: "canary",
    overlapMinutes,
  });
  expect(planUpgrade(judged("none"), "rolling")).not.toHaveProperty("overlapMinutes");
  expect(planUpgrade(judged("breaking"), "canary")).not.toHaveProperty("overlapMinutes");
});

test("a strategy that a person forces is taken, bounded, and kept with its reason", () => {
  expect(planUpgrade(judged("breaking"), "canary", forced)).toEqual({
    class: "breaking",
    strategy: "canary",
    overlapMinutes,
    waitSeconds: 28,
    sentence: "ana forced canary, which breaking does not allow: the column was never read",
    forced,
  });
});

test("nobody forces a release that is refused", () => {
  fc.assert(
    fc.property(anyClass, anyStrategy, (of, usual) => {
      expect(planUpgrade(judged(of, [no]), usual, forced)).toBeUndefined();
    }),
  );
});

test("a plan says how long the old version waits where it serves, and nothing where no table is held", () => {
  expect(planUpgrade(judged("additive"), "canary")?.waitSeconds).toBe(28);
  expect(planUpgrade({ ...judged("additive"), waits: [] }, "canary")?.waitSeconds).toBe(0);
  expect(planUpgrade(judged("breaking"), "canary")).not.toHaveProperty("waitSeconds");
});
