import fc from "fast-check";
import { expect, it } from "vitest";
import { wanted } from "./way.ts";

const subnets = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 });

it("gives back exactly what it took, whatever else is drained, and changes nothing twice", () => {
  fc.assert(
    fc.property(subnets, fc.constantFrom("a", "b", "c", "d"), (present, subnet) => {
      const without = wanted("out", present, subnet) ?? present;
      expect(without).not.toContain(subnet);
      expect(wanted("out", without, subnet)).toBeUndefined();
      const back = wanted("back", without, subnet) ?? without;
      expect(new Set(back)).toEqual(new Set([...present, subnet]));
      expect(wanted("back", back, subnet)).toBeUndefined();
    }),
  );
});
