import fc from "fast-check";
import { expect, it } from "vitest";
import { subnetsOf } from "./subnets.ts";

it("cuts a /16 into three tiers as drawn", () => {
  expect(subnetsOf("10.0.0.0/16", 2)).toEqual({
    public: ["10.0.1.0/24", "10.0.2.0/24"],
    private: ["10.0.11.0/24", "10.0.12.0/24"],
    data: ["10.0.21.0/24", "10.0.22.0/24"],
  });
});

it("gives no subnet twice, whatever the number of zones", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), (zones) => {
      const all = Object.values(subnetsOf("10.2.0.0/16", zones)).flat();
      expect(new Set(all).size).toBe(3 * zones);
    }),
  );
});

it.each(["10.0.0.0/20", "10.0.1.0/16", "ten/16"])("refuses %s", (cidr) => {
  expect(() => subnetsOf(cidr, 2)).toThrow(RangeError);
});

it("refuses more zones than a tier has room for", () => {
  expect(() => subnetsOf("10.0.0.0/16", 10)).toThrow(RangeError);
});
