import fc from "fast-check";
import { expect, test } from "vitest";
import { cidrOf, overlap, rangeOf } from "./cidr.ts";

const cidrs = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255), fc.integer({ min: 8, max: 30 }))
  .map(([a, b, c, d, bits]) => `${a}.${b}.${c}.${d}/${bits}`);

test("a range is written with its first address, and read again is the same", () => {
  fc.assert(
    fc.property(cidrs, (cidr) => {
      const range = rangeOf(cidr);
      const written = cidrOf(range);
      expect(rangeOf(written)).toEqual({ ...range, exact: true });
      expect(range.exact).toBe(written === cidr);
      expect(range.last - range.first + 1).toBe(2 ** (32 - range.bits));
    }),
  );
});

test("two ranges overlap when one holds the other's first address", () => {
  fc.assert(
    fc.property(cidrs, cidrs, (one, other) => {
      const [a, b] = [rangeOf(one), rangeOf(other)];
      const within = (address: number, range: typeof a) => range.first <= address && address <= range.last;
      expect(overlap(a, b)).toBe(within(a.first, b) || within(b.first, a));
      expect(overlap(a, b)).toBe(overlap(b, a));
    }),
  );
  expect(overlap(rangeOf("10.0.0.0/16"), rangeOf("10.0.255.0/24"))).toBe(true);
  expect(overlap(rangeOf("10.0.0.0/16"), rangeOf("10.1.0.0/16"))).toBe(false);
});
