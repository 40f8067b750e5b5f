import type { Kind } from "./kind.ts";
import { type Fleet, type Limits, solveFor, solveMost, solveWithLittleSpot } from "./program.ts";

/** What is to be served, and what bounds it. */
export interface Wish extends Limits {
  /** In the unit of the kinds' capacity. */
  readonly capacity: number;
}

/** What kept it from being cheaper, or from serving all: a kind's most, the money, or what may be on Spot. */
export type Binding = { readonly most: string } | "budget" | "spot share";

/** How many of each kind, and why not otherwise. */
export interface Mix extends Fleet {
  /** Capacity that is wanted and not there. */
  readonly lacks: number;
  /** In the order in which it was given up. */
  readonly gaveWay: readonly ("spot share" | "demand")[];
  /** Undefined where demand alone decides. */
  readonly binds: Binding | undefined;
}

/**
 * The cheapest fleet that serves what is wanted, starts and drains included. Where none does, first more goes to Spot than should, but as little as can, then
 * as much is served as the money buys; a kind's most and the budget never give way, and what has to be there is there whatever it costs.
 */
export function cheapestFleet(kinds: readonly Kind[], wish: Wish): Mix {
  const best = choose(kinds, wish);
  return { ...best, binds: bindingOf(kinds, wish, best) };
}

type Chosen = Omit<Mix, "binds">;

const enough = 1e-6;

function choose(kinds: readonly Kind[], wish: Wish): Chosen {
  const all = solveFor(kinds, wish.capacity, wish);
  if (all) return { ...all, lacks: 0, gaveWay: [] };
  const onSpot = solveWithLittleSpot(kinds, wish.capacity, wish);
  if (onSpot) return { ...onSpot, lacks: 0, gaveWay: ["spot share"] };
  const most = solveMost(kinds, wish);
  const gaveWay = (wish.spotShare ?? 1) < 1 ? (["spot share", "demand"] as const) : (["demand"] as const);
  return { ...most, lacks: Math.max(0, wish.capacity - most.capacity), gaveWay };
}

/** The limit without which it would be best: each one that is reached is taken away in turn. */
function bindingOf(kinds: readonly Kind[], wish: Wish, found: Chosen): Binding | undefined {
  const free = Number.POSITIVE_INFINITY;
  const reached = kinds.filter(({ name, most }) => most < free && (found.counts.get(name) ?? 0) >= most);
  const without: readonly (readonly [Binding, Chosen])[] = [
    ...reached.map(
      ({ name }) =>
        [
          { most: name },
          choose(
            kinds.map((one) => (one.name === name ? { ...one, most: free } : one)),
            wish,
          ),
        ] as const,
    ),
    ...(wish.usdPerHour === undefined
      ? []
      : [["budget", choose(kinds, { ...wish, usdPerHour: undefined })] as const]),
    ...(wish.spotShare === undefined
      ? []
      : [["spot share", choose(kinds, { ...wish, spotShare: undefined })] as const]),
  ];
  const [first] = without
    .filter(([, other]) => order(other, found) < 0)
    .toSorted(([, one], [, other]) => order(one, other));
  return first?.[0];
}

/** Negative where one is better: it lacks less, gives up less, or costs less. */
function order(one: Chosen, other: Chosen): number {
  for (const difference of [
    one.lacks - other.lacks,
    one.gaveWay.length - other.gaveWay.length,
    one.cost - other.cost,
  ])
    if (Math.abs(difference) > enough) return difference;
  return 0;
}
