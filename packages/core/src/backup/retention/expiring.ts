import type { Alarm } from "../alarm.ts";
import { lengthOf } from "../length-of-time.ts";
import type { Objectives } from "../objectives.ts";
import type { RecoveryPoint } from "../recovery-point.ts";
import { runName } from "../schedule/due-run.ts";

const hourMs = 3_600_000;

/** How long before the end of its last verified point a class gets a fresh one: two backups, each verified within the RTO. */
export const marginOf = ({ rtoMs }: Pick<Objectives, "rtoMs">): number => 2 * rtoMs;

export interface Expiring {
  readonly alarm: Alarm;
  /** The name of the fresh backup's run; another one each hour, until a point is verified. */
  readonly run: string;
}

/**
 * A class whose verified points all end soon: AWS deletes by the lifecycle that was set, whoever still needs the point,
 * and a vault's policy or lock forbids to prolong it. Undefined where a later one is verified, or none is (which is the
 * dead man's alarm). Times in milliseconds since 1970.
 */
export function expiring(
  id: string,
  points: readonly RecoveryPoint[],
  { now, objectives }: { readonly now: number; readonly objectives: Pick<Objectives, "rtoMs"> },
): Expiring | undefined {
  const verified = points.filter((point) => point.class === id && point.phase === "verified");
  if (verified.length === 0) return undefined;
  const ends = Math.max(...verified.map(({ made }) => made?.expiresAt ?? Number.POSITIVE_INFINITY));
  const from = ends - marginOf(objectives);
  if (now < from) return undefined;
  const at = new Date(ends).toISOString();
  return {
    alarm: {
      error: "Backup.LastVerifiedExpires",
      class: id,
      sentence:
        now < ends
          ? `The last verified point of ${id} is deleted in ${lengthOf(ends - now)}, at ${at}, and none has come after it: a fresh backup is started.`
          : `The last verified point of ${id} was to be deleted at ${at}, ${lengthOf(now - ends)} ago, and none has come after it: a fresh backup is started.`,
    },
    run: `${runName(id, ends)}-fresh-${Math.floor((now - from) / hourMs)}`,
  };
}
