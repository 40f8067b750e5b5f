import type { BackupPlaces, PlacedClass } from "../../platform/backup-places.ts";
import type { Alarm } from "../alarm.ts";
import type { ConfigurationParts } from "../configuration/document.ts";
import { logSilence, replicaSilence, scheduledSilence } from "../dead-man.ts";
import { pointsOf, type RecoveryPoint } from "../recovery-point.ts";
import { expiring } from "../retention/expiring.ts";

/** How a class stands against the dead man's alarms. */
export interface Standing {
  readonly class: string;
  /** Empty: all that should have happened has. */
  readonly alarms: readonly Alarm[];
  /** Of its newest point, and of the newest that was verified, in seconds; undefined where there is none. */
  readonly age: number | undefined;
  readonly verifiedAge: number | undefined;
}

type Objectives = Pick<BackupPlaces, "objectives">["objectives"];

/** A class with a schedule. `since` is when it was first seen. */
export function scheduledStanding(
  placed: PlacedClass,
  points: readonly RecoveryPoint[],
  seen: { readonly since: number; readonly now: number; readonly objectives: Objectives },
): Standing {
  const { id, target, copyRetentionDays } = placed;
  const own = pointsOf(points, id);
  const tier = id.slice(target.length + 1);
  const of = { ...placed, kind: "scheduled", tier, copyRetentionDays } as const;
  const soon = expiring(id, own, seen);
  const good = own.filter(({ phase }) => phase !== "failed" && phase !== "expired");
  return {
    class: id,
    alarms: [...scheduledSilence(of, own, seen), ...(soon ? [soon.alarm] : [])],
    age: ageOf(good, seen.now),
    verifiedAge: ageOf(
      good.filter(({ phase }) => phase === "verified"),
      seen.now,
    ),
  };
}

/** The database's log. `latest` is RDS's LatestRestorableTime, `since` when a class of the database was first seen. */
export function logStanding(
  proofMinutes: number,
  latest: number | undefined,
  seen: { readonly since: number; readonly now: number; readonly objectives: Objectives },
): Standing {
  const id = "database/point-in-time";
  const of = { kind: "continuous", id, target: "database", tier: "point-in-time", reachDays: 0 } as const;
  return {
    class: id,
    alarms: logSilence({ ...of, proofMinutes }, latest, seen),
    age: latest === undefined ? undefined : seconds(seen.now - latest),
    verifiedAge: undefined,
  };
}

/** Secrets that Secrets Manager replicates: whatever has a replica has one in sync in each of these regions. */
export function replicasStanding(
  regions: readonly string[],
  secrets: ConfigurationParts["secrets"],
): Standing {
  const id = "secrets/replicas";
  const replicated = Object.entries(secrets).flatMap(([name, { replicas, deletedAt }]) =>
    replicas.length > 0 && deletedAt === undefined
      ? [{ name, inSync: replicas.filter(({ status }) => status === "InSync").map(({ region }) => region) }]
      : [],
  );
  const of = { kind: "replicated", id, target: "secrets", tier: "replicas", regions } as const;
  return { class: id, alarms: replicaSilence(of, replicated), age: undefined, verifiedAge: undefined };
}

const ageOf = (points: readonly RecoveryPoint[], now: number): number | undefined =>
  points.length === 0 ? undefined : seconds(now - Math.max(...points.map(({ capturedAt }) => capturedAt)));

const seconds = (ms: number): number => Math.round(ms / 1_000);
