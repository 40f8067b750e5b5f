import fc from "fast-check";
import { expect, test } from "vitest";
import { capacityFor, plan } from "./plan.ts";
import { ReleasePolicy } from "./policy.ts";

test("the plan says for each weight how many tasks the candidate of each service needs", () => {
  const services = [
    { name: "auth", stableCount: 2 },
    { name: "chat", stableCount: 9 },
  ];
  expect(plan({ services, policy: ReleasePolicy.parse({}) })).toEqual([
    { weight: 10, capacities: { auth: 1, chat: 1 } },
    { weight: 25, capacities: { auth: 1, chat: 3 } },
    { weight: 50, capacities: { auth: 1, chat: 5 } },
    { weight: 100, capacities: { auth: 2, chat: 9 } },
  ]);
});

test("capacity carries its weight, is never more than needed, and all of the traffic needs as many as stable has", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 100 }), (count, weight) => {
      const capacity = capacityFor(count, weight);
      expect(capacity * 100).toBeGreaterThanOrEqual(count * weight);
      expect((capacity - 1) * 100).toBeLessThan(count * weight);
      expect(capacityFor(count, 100)).toBe(count);
    }),
  );
});
