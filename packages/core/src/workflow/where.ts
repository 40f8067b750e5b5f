/**
 * Where something of the registry is deployed. `several-regions`: in every region of a platform that stands in more than one; `observers`:
 * in the neutral region as well, where nothing else is. Whatever says nothing stands in every region of every platform.
 */
export type Where = "several-regions" | "observers";

interface Placed {
  readonly where?: Where;
}

/** What of these stands in each region of a platform that has so many. */
export const inRegions = <One extends Placed>(all: readonly One[], regions: number): One[] =>
  all.filter(({ where }) => where === undefined || regions > 1);

/** What of these stands in the neutral region. */
export const inNeutral = <One extends Placed>(all: readonly One[]): One[] =>
  all.filter(({ where }) => where === "observers");
