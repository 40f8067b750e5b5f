/** Three plain tables in three regions; whoever has this many of them has the whole. */
export const majority = 2;

/** What one region's table said to a claim; `no-answer` is any error, a time-out too. */
export type Claim = "accepted" | "taken" | "no-answer";

/**
 * Who a claim of one epoch belongs to after all three tables were asked. An item is written once, for one owner, so two owners cannot
 * both have a majority. `unknown`: it may be had when a lost answer was a yes; nothing may be done by it, and the next epoch is tried.
 */
export function ownership(claims: readonly Claim[]): "owned" | "lost" | "unknown" {
  const count = (claim: Claim): number => claims.filter((one) => one === claim).length;
  if (count("accepted") >= majority) return "owned";
  return count("accepted") + count("no-answer") >= majority ? "unknown" : "lost";
}

/**
 * The highest epoch of which each table knows; undefined where too few answered: any two of them have met every owner, fewer may have
 * met none.
 */
export function epochOf(highest: readonly (number | undefined)[]): number | undefined {
  const told = highest.filter((one) => one !== undefined);
  return told.length >= majority ? Math.max(...told) : undefined;
}
