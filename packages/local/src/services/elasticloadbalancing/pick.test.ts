import fc from "fast-check";
import { expect, test } from "vitest";
import { random } from "../../world/random.ts";
import { pickGroup, pickTarget } from "./pick.ts";

const weights = fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 5 });
const asGroups = (list: readonly number[]) => list.map((weight, index) => ({ weight, index }));

test("over many requests every group gets its share, whatever the seed", () => {
  const property = fc.property(weights, fc.integer(), (list, seed) => {
    const total = list.reduce((sum, weight) => sum + weight, 0);
    fc.pre(total > 0);
    const [requests, chance, groups] = [2_000, random(seed), asGroups(list)];
    const counts = list.map(() => 0);
    for (let i = 0; i < requests; i++) {
      const picked = pickGroup(groups, chance.next());
      if (picked) counts[picked.index]!++;
    }
    for (const [index, weight] of list.entries()) {
      const share = weight / total;
      // Six standard deviations, and one request for shares so small that the normal bound fails.
      const bound = 6 * Math.sqrt(requests * share * (1 - share)) + 1;
      expect(Math.abs(counts[index]! - requests * share)).toBeLessThanOrEqual(bound);
    }
  });
  fc.assert(property, { numRuns: 200 });
});

test("a group of weight 0 is never chosen, and all of weight 0 choose none", () => {
  const roll = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(weights, roll, (list, at) => {
      const picked = pickGroup(asGroups(list), at);
      if (list.every((weight) => weight === 0)) expect(picked).toBeUndefined();
      else expect(picked?.weight).toBeGreaterThan(0);
    }),
    { numRuns: 1_000 },
  );
});

const state = fc.constantFrom("initial", "healthy", "unhealthy", "unused", "draining");
const targets = fc.array(fc.record({ state, outstanding: fc.nat(20) }), { maxLength: 8 });
const algorithm = fc.constantFrom("round_robin", "least_outstanding_requests");

test("a target is healthy where one is, else any that is registered and not draining, else there is none", () => {
  fc.assert(
    fc.property(targets, algorithm, fc.nat(1_000), (list, by, turn) => {
      const states = list.map((target) => target.state);
      const picked = pickTarget(list, by, turn)?.state;
      if (states.includes("healthy")) expect(picked).toBe("healthy");
      else if (states.includes("initial") || states.includes("unhealthy"))
        expect(["initial", "unhealthy"]).toContain(picked);
      else expect(picked).toBeUndefined();
    }),
    { numRuns: 1_000 },
  );
});

test("least outstanding requests means no healthy target has fewer", () => {
  fc.assert(
    fc.property(targets, fc.nat(1_000), (list, turn) => {
      const picked = pickTarget(list, "least_outstanding_requests", turn);
      fc.pre(picked?.state === "healthy");
      const fewest = Math.min(...list.filter((t) => t.state === "healthy").map((t) => t.outstanding));
      expect(picked?.outstanding).toBe(fewest);
    }),
  );
});

test("equals take turns", () => {
  const three = ["a", "b", "c"].map((name) => ({ name, state: "healthy" as const, outstanding: 0 }));
  for (const by of ["round_robin", "least_outstanding_requests"] as const) {
    const names = [0, 1, 2, 3, 4, 5].map((turn) => pickTarget(three, by, turn)?.name);
    expect(names.join("")).toBe("abcabc");
  }
});
