import { type Constraint, solve } from "yalps";
import type { Kind } from "./kind.ts";

/** What bounds all kinds together. */
export interface Limits {
  /** Money for an hour; without end where it is undefined. */
  readonly usdPerHour?: number | undefined;
  /** The share of the capacity that may be on Spot, 0 to 1; all where it is undefined. */
  readonly spotShare?: number | undefined;
  /** Hours for which a start has to pay: for how long the demand is expected to stay as it is. */
  readonly hours: number;
}

export interface Fleet {
  /** By kind. */
  readonly counts: ReadonlyMap<string, number>;
  readonly capacity: number;
  readonly usdPerHour: number;
  /** USD of the hours that it is to stand, with the starts and drains on the way there. */
  readonly cost: number;
}

/** Relative: beyond it the solver's figures are rounding. */
const rounding = 1e-7;
/** Branches that are looked at: with four types all that there are, with eight and every limit at once enough in 199 of 200 cases. */
const branches = 2000;
/** What comes before money is worth so many times the dearest capacity. */
const first = 1000;

/** The cheapest fleet of at least so much capacity; undefined where the limits allow none. */
export const solveFor = (kinds: readonly Kind[], capacity: number, limits: Limits): Fleet | undefined =>
  run(kinds, limits, capacity, () => 0);

/** The same without the share: the fleet with the least capacity on Spot, and of those the cheapest. */
export const solveWithLittleSpot = (
  kinds: readonly Kind[],
  capacity: number,
  limits: Limits,
): Fleet | undefined =>
  run(kinds, { ...limits, spotShare: undefined }, capacity, (kind) => (kind.spot ? kind.capacity : 0));

/** As much capacity as the money buys, and of those fleets the cheapest; what has to be there, where it buys not even that. */
export const solveMost = (kinds: readonly Kind[], limits: Limits): Fleet =>
  run(kinds, { ...limits, spotShare: undefined }, 0, (kind) => -kind.capacity) ??
  fleetOf(kinds, new Map(kinds.map(({ name, least }) => [name, least])), limits);

/**
 * A mixed-integer linear program (yalps: simplex, branch and bound): a whole number of each kind, and how many come and go for it.
 * @param before what one of a kind counts of that which comes before money
 */
function run(
  kinds: readonly Kind[],
  { usdPerHour, spotShare = 1, hours }: Limits,
  capacity: number,
  before: (kind: Kind) => number,
): Fleet | undefined {
  const constraints = new Map<string, Constraint>([["capacity", { min: capacity * (1 - rounding) }]]);
  if (usdPerHour !== undefined) constraints.set("money", { max: usdPerHour * (1 + rounding) });
  if (spotShare < 1) constraints.set("spot", { max: rounding });
  const dear = first * hours * Math.max(...kinds.map((kind) => kind.usdPerHour / kind.capacity));
  const variables = new Map<string, Record<string, number>>();
  for (const [index, kind] of kinds.entries()) {
    const { usdPerHour: price, startHours, drainHours, present, least, most } = kind;
    const [bound, moves] = [`bound ${index}`, `moves ${index}`];
    constraints.set(bound, most < Number.POSITIVE_INFINITY ? { min: least, max: most } : { min: least });
    constraints.set(moves, { equal: present });
    variables.set(`${index}`, {
      [bound]: 1,
      [moves]: 1,
      capacity: kind.capacity,
      cost: price * hours + dear * before(kind),
      money: price,
      spot: kind.capacity * ((kind.spot ? 1 : 0) - spotShare),
    });
    variables.set(`come ${index}`, { [moves]: -1, cost: price * startHours });
    variables.set(`go ${index}`, { [moves]: 1, cost: price * drainHours });
  }
  const { result, variables: found } = solve(
    {
      direction: "minimize",
      objective: "cost",
      constraints,
      variables,
      integers: kinds.map((_, index) => `${index}`),
    },
    { maxIterations: branches },
  );
  if (!Number.isFinite(result)) return undefined;
  const values = new Map(found);
  const counts = kinds.map(({ name }, index) => [name, Math.round(values.get(`${index}`) ?? 0)] as const);
  return fleetOf(kinds, new Map(counts), { hours });
}

function fleetOf(
  kinds: readonly Kind[],
  counts: ReadonlyMap<string, number>,
  { hours }: Pick<Limits, "hours">,
): Fleet {
  let [capacity, usdPerHour, moving] = [0, 0, 0];
  for (const kind of kinds) {
    const count = counts.get(kind.name) ?? 0;
    capacity += count * kind.capacity;
    usdPerHour += count * kind.usdPerHour;
    const more = count - kind.present;
    moving += kind.usdPerHour * (more > 0 ? more * kind.startHours : -more * kind.drainHours);
  }
  return { counts, capacity, usdPerHour, cost: usdPerHour * hours + moving };
}
