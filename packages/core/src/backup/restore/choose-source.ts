import type { Target } from "../classes.ts";
import type { BackupError } from "../errors.ts";
import { lengthOf } from "../length-of-time.ts";
import type { RecoveryPoint } from "../recovery-point.ts";

/** What there is to restore a target from, in one region. Times in milliseconds since 1970. */
export interface Restorable {
  readonly target: Target;
  readonly region: string;
  /** All points of the target, of every class and region; of secrets those of the configuration. */
  readonly points: readonly RecoveryPoint[];
  /** The moments between which it can be restored to any second; undefined where nothing backs it up continuously. */
  readonly continuous: { readonly earliest: number; readonly latest: number } | undefined;
  readonly now: number;
}

export type Asked = { readonly point: string } | { readonly time: number };

/** What is restored; `at` is the moment that comes back. */
export type Source =
  | { readonly kind: "moment"; readonly at: number }
  | { readonly kind: "point"; readonly point: RecoveryPoint; readonly at: number };

/** Why nothing can be restored as asked, and what could be instead. */
export interface Refusal {
  readonly target: Target;
  readonly error: BackupError;
  readonly sentence: string;
  readonly nearest: readonly Source[];
}

export type Choice = { readonly source: Source } | { readonly refusal: Refusal };

/**
 * Chooses what a target is restored from. A time is met to the second where a continuous backup reaches it; what has none
 * comes from its newest verified point up to then. A database that had to be taken from a point instead is refused, with the
 * points next to it: whoever asks for a second must not get another hour unasked.
 */
export function chooseSource(from: Restorable, asked: Asked): Choice {
  return "point" in asked ? byPoint(from, asked.point) : byTime(from, asked.time);
}

function byPoint(from: Restorable, id: string): Choice {
  const point = from.points.find((each) => each.id === id);
  if (point?.made === undefined || point.phase === "expired" || point.made.region !== from.region) {
    const why =
      point === undefined ? "not known" : point.phase === "expired" ? "gone" : `not in ${from.region}`;
    return refuse(from, "Backup.NoSuchPoint", `The point ${id} is ${why}.`, point?.capturedAt ?? from.now);
  }
  if (point.phase === "failed")
    return refuse(
      from,
      "Backup.PointFailed",
      `The point ${id} did not pass its verification: ${point.problem?.sentence ?? "nobody said why"}`,
      point.capturedAt,
    );
  return { source: { kind: "point", point, at: point.capturedAt } };
}

function byTime(from: Restorable, at: number): Choice {
  const { target, continuous, now } = from;
  if (at > now) return refuse(from, "Backup.OutOfReach", `${iso(at)} is in the future.`, at);
  if (continuous && at >= continuous.earliest && at <= continuous.latest)
    return { source: { kind: "moment", at } };
  if (target === "database") {
    const reach = continuous
      ? `it can be restored to any second from ${iso(continuous.earliest)} to ${iso(continuous.latest)}`
      : "its log reaches no moment";
    return refuse(from, "Backup.OutOfReach", `The database cannot be restored to ${iso(at)}: ${reach}.`, at);
  }
  const point = verified(from).findLast(({ capturedAt }) => capturedAt <= at);
  return point
    ? { source: { kind: "point", point, at: point.capturedAt } }
    : refuse(
        from,
        "Backup.NoSuchPoint",
        `No verified point of ${target} in ${from.region} is as old as ${iso(at)}.`,
        at,
      );
}

/** The verified points in the region, oldest first. A copy has its original's content, and was encrypted and read again: it counts once it was verified itself, or its original was. */
function verified({ points, region }: Restorable): readonly RecoveryPoint[] {
  const proven = new Set(points.flatMap(({ id, phase }) => (phase === "verified" ? [id] : [])));
  return points
    .filter(
      ({ id, phase, copyOf, made }) =>
        made?.region === region &&
        phase !== "expired" &&
        phase !== "failed" &&
        (proven.has(id) || (copyOf !== undefined && proven.has(copyOf))),
    )
    .toSorted((a, b) => a.capturedAt - b.capturedAt);
}

function refuse(from: Restorable, error: BackupError, sentence: string, at: number): Choice {
  const nearest = nearestTo(from, at);
  const said = nearest.map((source) => `${iso(source.at)} (${awayOf(source.at - at)})`);
  const instead =
    said.length > 0 ? `Nearest are ${said.join(" and ")}.` : "There is nothing else to restore it from.";
  return { refusal: { target: from.target, error, sentence: `${sentence} ${instead}`, nearest } };
}

/** The last moment before and the first after that can be restored, the nearer first. */
function nearestTo(from: Restorable, at: number): readonly Source[] {
  const points = verified(from).map((point): Source => ({ kind: "point", point, at: point.capturedAt }));
  const { earliest, latest } = from.continuous ?? {};
  const moments = [earliest, latest].flatMap((each): Source[] =>
    each === undefined ? [] : [{ kind: "moment", at: each }],
  );
  const all = [...points, ...moments].toSorted((a, b) => a.at - b.at);
  const around = [all.findLast((source) => source.at <= at), all.find((source) => source.at > at)];
  return around
    .filter((source) => source !== undefined)
    .toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at));
}

const iso = (at: number): string => new Date(at).toISOString();

const awayOf = (ms: number): string =>
  ms === 0 ? "that very moment" : `${lengthOf(Math.abs(ms))} ${ms < 0 ? "before" : "after"}`;
