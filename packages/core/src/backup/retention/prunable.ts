import type { RecoveryPoint } from "../recovery-point.ts";

interface Keeping {
  readonly now: number;
  /** Ids of points that a restore, a copy or a verification is reading. */
  readonly inUse: ReadonlySet<string>;
  /** The vault lock's least retention; undefined: the vaults are not locked. */
  readonly lockedDays: number | undefined;
}

export interface Pruning {
  readonly delete: readonly RecoveryPoint[];
  /** Points that are past their time and stay all the same. */
  readonly kept: readonly { readonly point: RecoveryPoint; readonly why: string }[];
}

const dayMs = 86_400_000;

/**
 * Which points `prune` deletes: those that are past the time that they were made for, and that AWS's own lifecycle has
 * left. Never the newest verified point of a class, in whatever region; never one without a time; never one that a
 * locked vault still holds, since AWS would refuse.
 */
export function prunable(points: readonly RecoveryPoint[], keeping: Keeping): Pruning {
  const { now } = keeping;
  const there = points.filter(({ phase, made }) => phase !== "expired" && made !== undefined);
  const last = lastVerified(there);
  const past = there.filter(({ made }) => made?.expiresAt !== undefined && made.expiresAt <= now);
  const sorted = past.map((point) => ({ point, why: whyKept(point, last, keeping) }));
  return {
    delete: sorted.flatMap(({ point, why }) => (why === undefined ? [point] : [])),
    kept: sorted.flatMap(({ point, why }) => (why === undefined ? [] : [{ point, why }])),
  };
}

function whyKept(
  point: RecoveryPoint,
  last: ReadonlyMap<string, RecoveryPoint>,
  { now, inUse, lockedDays }: Keeping,
): string | undefined {
  if (last.get(point.class) === point) return `it is the last verified point of ${point.class}`;
  if (inUse.has(point.id)) return "it is being read";
  if (lockedDays !== undefined && now < point.capturedAt + lockedDays * dayMs)
    return `its vault is locked and holds every point for ${lockedDays} d`;
  return undefined;
}

/** The newest verified point of each class; of copies of one moment, the one that is kept longest. */
function lastVerified(points: readonly RecoveryPoint[]): ReadonlyMap<string, RecoveryPoint> {
  const last = new Map<string, RecoveryPoint>();
  for (const point of points) {
    const before = last.get(point.class);
    if (point.phase === "verified" && (before === undefined || outlasts(point, before)))
      last.set(point.class, point);
  }
  return last;
}

const endOf = ({ made }: RecoveryPoint): number => made?.expiresAt ?? Number.POSITIVE_INFINITY;

const outlasts = (point: RecoveryPoint, before: RecoveryPoint): boolean =>
  point.capturedAt !== before.capturedAt
    ? point.capturedAt > before.capturedAt
    : endOf(point) !== endOf(before)
      ? endOf(point) > endOf(before)
      : point.id < before.id;
