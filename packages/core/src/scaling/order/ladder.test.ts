import fc from "fast-check";
import { expect, test } from "vitest";
import { nextSource, type Source } from "./ladder.ts";

const sources: Source[] = [];
for (const region of ["us-east-1", "eu-west-1"])
  for (const spot of [true, false])
    for (const instanceType of ["g6.xlarge", "g5.xlarge"])
      for (const zone of ["a", "b"]) sources.push({ region, spot, instanceType, zone });

const walk = (of: readonly Source[]): Source[] => {
  const tried: Source[] = [];
  for (let next = nextSource(of, tried); next; next = nextSource(of, tried)) tried.push(next);
  return tried;
};
const short = ({ region, spot, instanceType, zone }: Source) =>
  `${region} ${spot ? "Spot" : "on demand"} ${instanceType}${zone}`;

test("without capacity another zone is tried, then another type, then on demand, then another region", () => {
  expect(walk(sources).map(short).slice(0, 9)).toEqual([
    "us-east-1 Spot g6.xlargea",
    "us-east-1 Spot g6.xlargeb",
    "us-east-1 Spot g5.xlargea",
    "us-east-1 Spot g5.xlargeb",
    "us-east-1 on demand g6.xlargea",
    "us-east-1 on demand g6.xlargeb",
    "us-east-1 on demand g5.xlargea",
    "us-east-1 on demand g5.xlargeb",
    "eu-west-1 Spot g6.xlargea",
  ]);
});

test("every source is tried once, and then there is none: the ladder ends", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...sources), { selector: short }), (some) => {
      const tried = walk(some);
      expect(new Set(tried.map(short)).size).toBe(tried.length);
      if (some[0]?.spot) expect(tried).toHaveLength(some.length);
      expect(nextSource(some, tried)).toBeUndefined();
    }),
  );
});

test("who runs on demand does not fall back to Spot at home, since Spot may be taken back", () => {
  const [home] = sources.filter(({ spot }) => !spot);
  const tried = walk([home!, ...sources.filter((one) => one !== home)]);
  expect(tried.some(({ spot, region }) => spot && region === home?.region)).toBe(false);
});
