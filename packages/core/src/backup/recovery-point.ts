/**
 * What the ledger says of recovery points. Records may come late, twice and in any order; `id` is the point's ARN, or the
 * run's name where no point came to be. Times are milliseconds since 1970.
 */
export type PointRecord =
  | ({ readonly kind: "made" } & Made)
  /** Another region has a copy: a point by itself, of the same moment. */
  | ({ readonly kind: "copied"; readonly copyOf: string } & Made)
  /** It was restored, and what was restored is what the manifest says. */
  | { readonly kind: "verified"; readonly id: string; readonly at: number }
  | ({ readonly kind: "failed"; readonly at: number; readonly problem: PointProblem } & Attempt)
  /** It is gone from its vault, by its lifecycle or by somebody. */
  | { readonly kind: "expired"; readonly id: string; readonly at: number };

interface Attempt {
  readonly id: string;
  readonly class: string;
  /** The moment that it holds; of a backup that made nothing, when it was due. */
  readonly capturedAt: number;
}

interface Made extends Attempt {
  readonly region: string;
  readonly vault: string;
  /** Undefined: nobody set a lifecycle, so that it stays. */
  readonly expiresAt?: number;
  /** As the manifest counts, since AWS Backup reports none of Aurora and only what changed of EFS. */
  readonly bytes?: number;
  /** Rows or files. */
  readonly entries?: number;
}

export interface PointProblem {
  /** Of `backupErrors`. */
  readonly error: string;
  readonly sentence: string;
}

export type PointPhase = "made" | "copied" | "verified" | "failed" | "expired";

export interface RecoveryPoint extends Attempt {
  readonly phase: PointPhase;
  /** Absent where nothing was made. */
  readonly made?: Omit<Made, keyof Attempt>;
  /** Of a copy: the point that it is of. */
  readonly copyOf?: string;
  /** Its copies, by ARN, sorted. */
  readonly copies: readonly string[];
  readonly verifiedAt?: number;
  readonly problem?: PointProblem;
}

/**
 * The points that records tell of, by id. Neither their order nor their repetition matters: whatever is said twice with
 * different words is decided by what was said, never by who came first.
 */
export function pointsFrom(records: readonly PointRecord[]): ReadonlyMap<string, RecoveryPoint> {
  const byId = Map.groupBy(records, ({ id }) => id);
  const copies = Map.groupBy(
    records.filter((record) => record.kind === "copied"),
    ({ copyOf }) => copyOf,
  );
  return new Map(
    [...byId].flatMap(([id, own]) => {
      const point = pointFrom(own, [...new Set(copies.get(id)?.map((copy) => copy.id))].toSorted());
      return point ? [[id, point] as const] : [];
    }),
  );
}

/** Undefined where its making has not been told yet: what class it is of, nobody knows. */
function pointFrom(own: readonly PointRecord[], copies: readonly string[]): RecoveryPoint | undefined {
  const told = own.flatMap((record) => (record.kind === "made" || record.kind === "copied" ? [record] : []));
  const failed = newest(own.flatMap((record) => (record.kind === "failed" ? [record] : [])));
  const verified = newest(own.flatMap((record) => (record.kind === "verified" ? [record] : [])));
  const making = least(told);
  const attempt = making ?? failed;
  if (attempt === undefined) return undefined;
  // A verdict of the same instant as its contrary is the worse one.
  const bad = failed !== undefined && !(verified !== undefined && verified.at > failed.at);
  const phase = own.some(({ kind }) => kind === "expired")
    ? "expired"
    : bad
      ? "failed"
      : verified
        ? "verified"
        : copies.length > 0
          ? "copied"
          : "made";
  return {
    id: attempt.id,
    class: attempt.class,
    capturedAt: attempt.capturedAt,
    phase,
    copies,
    ...(making && { made: placeOf(making) }),
    ...(making?.kind === "copied" && { copyOf: making.copyOf }),
    ...(verified && !bad && { verifiedAt: verified.at }),
    ...(bad && { problem: failed.problem }),
  };
}

function placeOf({ region, vault, expiresAt, bytes, entries }: Made): Omit<Made, keyof Attempt> {
  return {
    region,
    vault,
    ...(expiresAt !== undefined && { expiresAt }),
    ...(bytes !== undefined && { bytes }),
    ...(entries !== undefined && { entries }),
  };
}

const newest = <R extends { readonly at: number }>(records: readonly R[]): R | undefined =>
  records.toSorted((a, b) => b.at - a.at || order(a, b))[0];

const least = <R extends object>(records: readonly R[]): R | undefined => records.toSorted(order)[0];

/** Any order that the words alone decide. */
const order = (a: object, b: object): number => {
  const [first, second] = [canonical(a), canonical(b)];
  return first < second ? -1 : first > second ? 1 : 0;
};

const canonical = (record: object): string =>
  JSON.stringify(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** The points of a class that were made by no copying, oldest first. */
export const pointsOf = (points: Iterable<RecoveryPoint>, id: string): readonly RecoveryPoint[] =>
  [...points]
    .filter((point) => point.class === id && point.copyOf === undefined)
    .toSorted((a, b) => a.capturedAt - b.capturedAt || (a.id < b.id ? -1 : 1));
