import fc from "fast-check";
import { expect, test } from "vitest";
import { matchesWildcard } from "../workflow/statement.ts";
import { previewCookie, previewNeeds, previewPattern, previewWeight } from "./preview.ts";

const cookie = fc.stringMatching(/^[a-z]{1,8}=[a-z0-9]{0,8}$/);

test("the cookie is found among whatever others a browser sends, and in no other request", () => {
  fc.assert(
    fc.property(fc.array(cookie), fc.array(cookie), (before, after) => {
      expect(matchesWildcard(previewPattern, [...before, previewCookie, ...after].join("; "))).toBe(true);
      expect(matchesWildcard(previewPattern, [...before, ...after].join("; "))).toBe(false);
    }),
  );
  expect(previewPattern.split("*").length - 1).toBe(previewNeeds.wildcards);
});

test("who has the cookie is always served by a side that has weight, all by one", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), (weight) => {
      const candidate = previewWeight(weight);
      expect([0, 100]).toContain(candidate);
      expect(candidate === 100 ? weight : 100 - weight).toBeGreaterThan(0);
    }),
  );
});
