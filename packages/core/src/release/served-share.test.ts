import fc from "fast-check";
import { expect, test } from "vitest";
import { type ServedShare, servedShare, servedSince, servedTogether, wilson } from "./served-share.ts";

test("a share that has arrived is seen, one that has not is off, and one that could be either is neither", () => {
  expect(servedShare({ from: 0, to: 10, candidate: 130, stable: 1070 })).toMatchObject({ verdict: "served" });
  expect(servedShare({ from: 0, to: 10, candidate: 0, stable: 1200 })).toMatchObject({ verdict: "off" });
  expect(servedShare({ from: 0, to: 10, candidate: 0, stable: 20 })).toMatchObject({
    verdict: "inconclusive",
  });
  expect(servedShare({ from: 25, to: 50, candidate: 4, stable: 5 })).toMatchObject({
    verdict: "inconclusive",
  });
  expect(servedShare({ from: 50, to: 100, candidate: 600, stable: 600 })).toMatchObject({ verdict: "off" });
});

test("without requests nothing is known", () => {
  expect(servedShare({ from: 0, to: 10, candidate: 0, stable: 0 })).toMatchObject({
    verdict: "inconclusive",
    observed: undefined,
  });
});

test("exactly the wanted share is never off, however many requests there were", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 10_000 }), (to, hundreds) => {
      const evidence = { from: 0, to, candidate: to * hundreds, stable: (100 - to) * hundreds };
      expect(servedShare(evidence).verdict).not.toBe("off");
    }),
  );
});

test("the interval holds the observed share and narrows as requests grow", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }), (n, part) => {
      const k = Math.min(n, part);
      const [low, high] = wilson(k, n);
      expect(low).toBeLessThanOrEqual(k / n + 1e-12);
      expect(high).toBeGreaterThanOrEqual(k / n - 1e-12);
      const [lower, upper] = wilson(k * 10, n * 10);
      expect(upper - lower).toBeLessThan(high - low);
    }),
  );
});

test("Wilson's interval is the one that the textbook computes: 10 of 100 at four standard deviations", () => {
  const [low, high] = wilson(10, 100);
  // (p + z²/2n ± z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n) with p = 0.1, n = 100, z = 4
  expect(low).toBeCloseTo(0.0308, 3);
  expect(high).toBeCloseTo(0.2795, 3);
});

test("minutes by the old weight do not count against what is served lately", () => {
  const lagged = { from: 0, to: 50, candidate: [0, 0, 590, 605, 600], stable: [1200, 1200, 610, 595, 600] };
  expect(servedSince(lagged).verdict).toBe("served");
  expect(servedSince({ ...lagged, candidate: [0, 0, 0], stable: [1200, 1200, 1200] }).verdict).toBe("off");
  expect(servedSince({ ...lagged, candidate: [], stable: [] }).verdict).toBe("inconclusive");
});

test("of a group each service must serve the weight: one that is off is named, one too small to tell leaves it open", () => {
  const of = (verdict: ServedShare["verdict"]) => ({ verdict, observed: 1, sentence: `it is ${verdict}` });
  const served = { name: "chat", share: of("served") };
  const small = { name: "auth", share: of("inconclusive") };
  expect(servedTogether([served])).toEqual({ verdict: "served", sentence: "it is served" });
  expect(servedTogether([served, { ...served, name: "auth" }]).verdict).toBe("served");
  expect(servedTogether([served, small])).toEqual({
    verdict: "inconclusive",
    sentence: "auth: it is inconclusive",
  });
  expect(servedTogether([served, small, { name: "files", share: of("off") }])).toEqual({
    verdict: "off",
    sentence: "files: it is off",
  });
});
