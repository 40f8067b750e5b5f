import fc from "fast-check";
import { expect, test } from "vitest";
import { add, canonicalNumber, compareNumbers, significantDigits, subtract } from "./number.ts";

test.each([
  ["007", "7"],
  ["-0.0", "0"],
  ["1.50", "1.5"],
  ["+.5", "0.5"],
  ["12e3", "12000"],
  ["1E-3", "0.001"],
  ["-12.3400e-1", "-1.234"],
  ["99999999999999999999999999999999999999", "99999999999999999999999999999999999999"],
])("%s is stored as %s", (text, canonical) => {
  expect(canonicalNumber(text)).toBe(canonical);
});

test.each([
  ["", "The parameter cannot be converted to a numeric value"],
  ["1,5", "The parameter cannot be converted to a numeric value: 1,5"],
  [".", "The parameter cannot be converted to a numeric value: ."],
  ["Infinity", "cannot be converted"],
  ["1e126", "Number overflow"],
  ["1e-131", "Number underflow"],
  ["123456789012345678901234567890123456789", "more than 38 significant digits"],
])("%j is refused", (text, message) => {
  expect(() => canonicalNumber(text)).toThrow(message);
});

test("38 digits are kept exactly where a double would lose them", () => {
  expect(add("9007199254740993", "0.00000000000000000001")).toBe("9007199254740993.00000000000000000001");
  expect(subtract("0.3", "0.1")).toBe("0.2");
  expect(() => add("1e37", "1e-2")).toThrow("more than 38 significant digits");
  expect(significantDigits("-120.5")).toBe(4);
});

/** Tenths of thousandths, so that the model is integer arithmetic. */
const scaled = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const text = (value: bigint): string => `${value}e-4`;

test("sums, differences and order agree with integers", () => {
  fc.assert(
    fc.property(scaled, scaled, (a, b) => {
      expect(add(text(a), text(b))).toBe(canonicalNumber(text(a + b)));
      expect(subtract(text(a), text(b))).toBe(canonicalNumber(text(a - b)));
      expect(Math.sign(compareNumbers(text(a), text(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
    }),
  );
});

test("what is stored is stored again as the same text", () => {
  fc.assert(
    fc.property(scaled, fc.integer({ min: -60, max: 60 }), (a, power) => {
      const once = canonicalNumber(`${a}e${power}`);
      expect(canonicalNumber(once)).toBe(once);
      expect(once).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
    }),
  );
});
