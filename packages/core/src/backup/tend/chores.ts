import type { BackupPlaces } from "../../platform/backup-places.ts";
import { copyDaysOf } from "../copy-days.ts";
import { pointsOf, type RecoveryPoint } from "../recovery-point.ts";
import { expiring } from "../retention/expiring.ts";
import { prunable } from "../retention/prunable.ts";
import { pointToVerify } from "../retention/to-verify.ts";
import { stillHeld } from "../still-held.ts";
import type { Chore, Seen, Start } from "./chore.ts";
import { choreNames } from "./chore-names.ts";

type Places = Pick<BackupPlaces, "classes" | "copies" | "targets" | "objectives">;

/** Copies that one sweep starts at most: a class that is copied from today on has all its points to copy. */
const mostCopies = 5;
const dayMs = 86_400_000;
const requestedBy = "tend-backups";

/**
 * What is to be done for the backups of a region so that everything is as its classes say, from nothing but what is there:
 * no event is needed, and none that is lost, late or said twice changes it.
 */
export function choresOf(places: Places, region: string, seen: Seen): readonly Chore[] {
  const gone = goneFrom(seen);
  const there = seen.points.filter((point) => !gone.includes(point));
  const left = { ...seen, points: there };
  return [
    ...gone.map((point) => ({ act: "expire" as const, point })),
    ...foreign(places, region, seen),
    ...lacking(places, region, left).slice(0, mostCopies),
    ...places.classes.flatMap(({ id, timezone }) => [
      ...unverified(places, { id, timezone }, left),
      ...ending(places, id, left),
    ]),
    ...pastTheirTime(left),
  ];
}

/** Points that have left their vault. */
const goneFrom = ({ points, held }: Seen): readonly RecoveryPoint[] =>
  points.filter(({ id, phase, made }) => {
    const vault = made && held.get(made.region);
    return phase !== "expired" && vault !== undefined && !vault.some((each) => each.id === id);
  });

/** Points that AWS Backup's plan, a person, or a run that died has made. Copies are those of points that are known. */
const foreign = ({ targets }: Places, region: string, { held, recorded }: Seen): readonly Chore[] =>
  (held.get(region) ?? [])
    .filter(({ id, resource, whole, copied }) => {
      const ours =
        resource === targets.database || resource === targets.files || resource === "configuration";
      return ours && whole && !copied && !recorded.has(id);
    })
    .map((point) => ({ act: "adopt", point }));

/** Copies that there should be, of the newest points first. A run that makes a point copies it as well. */
function lacking({ classes, copies }: Places, region: string, { points, now, making }: Seen): Start[] {
  const whole = points.filter(
    ({ class: of, phase, made, copyOf }) =>
      copyOf === undefined &&
      made?.region === region &&
      phase !== "failed" &&
      phase !== "expired" &&
      (made.expiresAt ?? Number.POSITIVE_INFINITY) > now &&
      !making.has(of) &&
      copyDaysOf(of, classes) !== undefined,
  );
  const has = new Set(
    points.flatMap(({ copyOf, phase, made }) =>
      copyOf !== undefined && phase !== "expired" ? [`${made?.region} ${copyOf}`] : [],
    ),
  );
  return whole
    .toSorted((a, b) => b.capturedAt - a.capturedAt)
    .flatMap(({ id: point, class: of, capturedAt }) =>
      copies
        .filter((to) => !has.has(`${to.region} ${point}`))
        .map((to) => ({
          act: "start",
          workflow: "copy",
          name: choreNames.copy(to.region, { point, capturedAt, now }),
          input: { class: of, point, region: to.region, requestedBy },
        })),
    );
}

/** The point of a class that is to be restored and checked. What fails is tried again after twice the time that one may take. */
function unverified(
  { objectives }: Places,
  { id, timezone }: { readonly id: string; readonly timezone: string },
  { points, now, verifying, making }: Seen,
): Start[] {
  if (verifying.has(id) || making.has(id)) return [];
  const found = pointToVerify(pointsOf(points, id), timezone, new Set());
  if (!found) return [];
  const { id: point, capturedAt } = found;
  const name = choreNames.verification(id, { point, capturedAt, now }, 2 * objectives.rtoMs);
  return [{ act: "start", workflow: "verify-backup", name, input: { class: id, point, requestedBy } }];
}

/** A fresh backup of a class whose verified points all end soon. */
function ending({ objectives }: Places, id: string, { points, now, making }: Seen): Start[] {
  const soon = making.has(id) ? undefined : expiring(id, pointsOf(points, id), { now, objectives });
  return soon
    ? [{ act: "start", workflow: "backup", name: soon.run, input: { class: id, requestedBy } }]
    : [];
}

/** Classes with points that AWS's own lifecycle has left a day past their end. */
function pastTheirTime({ points, held, now }: Seen): Start[] {
  const keeping = { now: now - dayMs, inUse: new Set<string>(), lockedDays: undefined };
  const past = prunable(stillHeld(points, held), keeping).delete;
  return [...new Set(past.map((point) => point.class))].map((id) => ({
    act: "start",
    workflow: "prune",
    name: choreNames.prune(id, now),
    input: { class: id, requestedBy },
  }));
}
