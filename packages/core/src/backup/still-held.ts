import type { HeldPoint } from "./held-point.ts";
import type { RecoveryPoint } from "./recovery-point.ts";

/**
 * Points that the ledger knows and their vaults hold, with the later of both ends: whoever prolonged a point's lifecycle wants
 * it kept. `held` is what the vaults hold, by region.
 */
export function stillHeld(
  points: Iterable<RecoveryPoint>,
  held: ReadonlyMap<string, readonly HeldPoint[]>,
): readonly RecoveryPoint[] {
  return [...points].flatMap((point) => {
    const { made } = point;
    const found = made && held.get(made.region)?.find(({ id }) => id === point.id);
    if (!made || !found || point.phase === "expired") return [];
    const ends = [made.expiresAt, found.expiresAt].filter((at) => at !== undefined);
    return [ends.length === 0 ? point : { ...point, made: { ...made, expiresAt: Math.max(...ends) } }];
  });
}
