import fc from "fast-check";
import { expect, test } from "vitest";
import { a10g } from "../profile.ts";
import { cheapestFleet, type Wish } from "./cheapest.ts";
import { measure } from "./gpu.ts";
import type { Kind } from "./kind.ts";

const kind = (name: string, change: Partial<Kind> = {}): Kind => ({
  name,
  capacity: 1,
  usdPerHour: 1,
  startHours: 0,
  drainHours: 0,
  present: 0,
  least: 0,
  most: 6,
  spot: false,
  ...change,
});

const whole = (least: number, most: number) => fc.integer({ min: least, max: most });
const anyKind = (name: string) =>
  fc
    .record({
      capacity: whole(1, 5),
      usdPerHour: whole(1, 9),
      startHours: fc.constantFrom(0, 0.1),
      drainHours: fc.constantFrom(0, 0.02),
      present: whole(0, 3),
      least: whole(0, 1),
      most: whole(2, 5),
      spot: fc.boolean(),
    })
    .map((change) => kind(name, change));
const threeKinds = fc.tuple(anyKind("a"), anyKind("b"), anyKind("c"));
const anyWish: fc.Arbitrary<Wish> = fc.record({
  capacity: whole(0, 40),
  usdPerHour: fc.option(whole(0, 60), { nil: undefined }),
  spotShare: fc.constantFrom(undefined, 0, 0.3, 0.5),
  hours: fc.constant(1),
});

/** Every fleet that the kinds allow. */
function* every(kinds: readonly Kind[]): Generator<readonly number[]> {
  const [first, ...rest] = kinds;
  if (!first) yield [];
  else
    for (const others of every(rest))
      for (let count = first.least; count <= first.most; count++) yield [count, ...others];
}

const sum = (kinds: readonly Kind[], of: (kind: Kind, index: number) => number) =>
  kinds.reduce((total, one, index) => total + of(one, index), 0);

/** The best of all fleets, looked for one by one: its cost, what it lacks, and whether it has more on Spot than it should. */
function bruteForce(kinds: readonly Kind[], { capacity, usdPerHour = Infinity, spotShare = 1 }: Wish) {
  const fleets = [...every(kinds)].map((counts) => {
    const serves = sum(kinds, (one, index) => one.capacity * (counts[index] ?? 0));
    const spot = sum(kinds, (one, index) => (one.spot ? one.capacity * (counts[index] ?? 0) : 0));
    const price = sum(kinds, (one, index) => one.usdPerHour * (counts[index] ?? 0));
    const moves = sum(kinds, (one, index) => {
      const more = (counts[index] ?? 0) - one.present;
      return one.usdPerHour * (more > 0 ? more * one.startHours : -more * one.drainHours);
    });
    return {
      price,
      lacks: Math.max(0, capacity - serves),
      spot,
      onSpot: spot > spotShare * serves + 1e-9,
      cost: price + moves,
    };
  });
  const paid = fleets.filter(({ price }) => price <= usdPerHour);
  const serving = paid.filter(({ lacks }) => lacks === 0);
  const kept = serving.filter(({ onSpot }) => !onSpot);
  const least = Math.min(...paid.map(({ lacks }) => lacks));
  const leastSpot = Math.min(...serving.map(({ spot }) => spot));
  const [candidates, gaveWay] =
    kept.length > 0
      ? [kept, []]
      : serving.length > 0
        ? [serving.filter(({ spot }) => spot === leastSpot), ["spot share"]]
        : [
            paid.filter(({ lacks }) => lacks === least),
            spotShare < 1 ? ["spot share", "demand"] : ["demand"],
          ];
  return candidates.length === 0
    ? undefined
    : { cost: Math.min(...candidates.map(({ cost }) => cost)), lacks: candidates[0]?.lacks ?? 0, gaveWay };
}

test("the fleet is the one that looking at every fleet finds, what gives way included", () => {
  fc.assert(
    fc.property(threeKinds, anyWish, (kinds, wish) => {
      const found = cheapestFleet(kinds, wish);
      const known = bruteForce(kinds, wish);
      if (!known) {
        expect([...found.counts.values()]).toEqual(kinds.map(({ least }) => least));
        return;
      }
      expect(found.cost).toBeCloseTo(known.cost, 6);
      expect(found.lacks).toBeCloseTo(known.lacks, 6);
      expect(found.gaveWay).toEqual(known.gaveWay);
    }),
    { numRuns: 400 },
  );
});

test("no kind alone is cheaper than the mix, and none leaves its bounds", () => {
  fc.assert(
    fc.property(threeKinds, whole(0, 40), (some, capacity) => {
      const kinds = some.map((one) => ({ ...one, present: 0, least: 0 }));
      const wish = { capacity, hours: 1 };
      const mix = cheapestFleet(kinds, wish);
      for (const { name, most } of kinds) expect(mix.counts.get(name)).toBeLessThanOrEqual(most);
      for (const one of kinds) {
        const alone = cheapestFleet([one], wish);
        if (alone.lacks === 0) expect(mix.cost).toBeLessThanOrEqual(alone.cost + 1e-6);
        expect(mix.lacks).toBeLessThanOrEqual(alone.lacks + 1e-6);
      }
    }),
  );
});

test("more demand never costs less", () => {
  fc.assert(
    fc.property(threeKinds, anyWish, whole(1, 5), (kinds, wish, more) => {
      const [less, greater] = [wish, { ...wish, capacity: wish.capacity + more }].map((one) =>
        cheapestFleet(kinds, one),
      );
      if (!less || !greater || greater.gaveWay.length > 0) return;
      expect(greater.cost).toBeGreaterThanOrEqual(less.cost - 1e-6);
    }),
  );
});

const small = kind("small", { capacity: 1, usdPerHour: 1 });
const big = kind("big", { capacity: 4, usdPerHour: 3 });

test("what binds is named: the most of a kind, the money, the share of Spot, or demand alone", () => {
  const binds = (kinds: readonly Kind[], wish: Omit<Wish, "hours">) =>
    cheapestFleet(kinds, { ...wish, hours: 1 });
  expect(binds([small, big], { capacity: 9 })).toMatchObject({ usdPerHour: 7, binds: undefined });
  expect(binds([small, { ...big, most: 1 }], { capacity: 9 })).toMatchObject({
    usdPerHour: 8,
    binds: { most: "big" },
  });
  expect(binds([small, big], { capacity: 9, usdPerHour: 4 })).toMatchObject({
    capacity: 5,
    lacks: 4,
    gaveWay: ["demand"],
    binds: "budget",
  });
  const spot = kind("spot", { capacity: 4, usdPerHour: 1, spot: true });
  expect(binds([big, spot], { capacity: 8, spotShare: 0.5 })).toMatchObject({
    usdPerHour: 4,
    binds: "spot share",
  });
});

test("a start is not paid for to save cents for minutes, and is for a day", () => {
  const stands = [
    { ...small, present: 4 },
    { ...big, startHours: 0.1 },
  ];
  const counts = (hours: number) => cheapestFleet(stands, { capacity: 4, hours }).counts.get("big");
  expect([counts(0.25), counts(24)]).toEqual([0, 1]);
});

test("a kind that reads prompts fast is worth more where prompts are long", () => {
  const gpu = (name: string, change: object) => ({
    name,
    profile: { ...a10g, ...change },
    most: 10,
    spot: false,
  });
  const worth = (input: number, output: number) =>
    measure([gpu("plain", {}), gpu("reader", { prefillPerSecond: 40_000 })], { input, output }).offers.map(
      ({ capacity }) => capacity,
    );
  expect(worth(8000, 20)[0]).toBe(1);
  expect(worth(8000, 20)[1]).toBeGreaterThan(2);
  expect(worth(10, 400)[1]).toBeLessThan(1.01);
});
