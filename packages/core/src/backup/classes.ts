import type { Config } from "../config/config.ts";

/** What is backed up. Secrets are replicated, not backed up: their values are in no recovery point. */
export type Target = "database" | "files" | "configuration" | "secrets";

interface Class {
  /** `target/tier`, such as `database/daily`: the tag `signalbox:class` of its points, and its name in the ledger. */
  readonly id: string;
  readonly target: Target;
  readonly tier: string;
}

/** Points that Signalbox makes by a schedule, each with its lifecycle. */
export interface ScheduledClass extends Class {
  readonly kind: "scheduled";
  /** cron() or rate() of EventBridge Scheduler, in `timezone`. */
  readonly schedule: string;
  readonly timezone: string;
  readonly retentionDays: number;
  /** Undefined: its points are not copied. */
  readonly copyRetentionDays: number | undefined;
}

/** The database's own log: any second of the last `reachDays`. */
export interface ContinuousClass extends Class {
  readonly kind: "continuous";
  readonly reachDays: number;
  readonly proofMinutes: number;
}

/** What AWS Backup's own plan makes whatever becomes of Signalbox; adopted, never started by Signalbox. */
export interface BaselineClass extends Class {
  readonly kind: "baseline";
  readonly retentionDays: number;
  /** Whether its one point reaches back to any second; EFS knows daily points alone. */
  readonly continuous: boolean;
}

/** Secrets, which Secrets Manager replicates to these regions. */
export interface ReplicatedClass extends Class {
  readonly kind: "replicated";
  readonly regions: readonly string[];
}

export type BackupClass = ScheduledClass | ContinuousClass | BaselineClass | ReplicatedClass;

/** Tiers that are not made by a schedule, so that no configured class may take their names. */
export const unscheduledTiers = ["point-in-time", "baseline", "by-hand", "replicas"] as const;

/** The tier of a class by its name in the configuration: `database-daily` of the database is `daily`. */
export const tierOf = (name: string, target: string): string =>
  name.startsWith(`${target}-`) ? name.slice(target.length + 1) : name;

type Configured = Pick<Config, "backup" | "data" | "regions">;

/** Every class that a configuration means, in the order of targets. */
export function classesOf({ backup, data, regions }: Configured): readonly BackupClass[] {
  const scheduled = Object.entries(backup.classes).map(([name, configured]): ScheduledClass => {
    const { target, schedule, timezone, retentionDays, copyRetentionDays } = configured;
    const tier = tierOf(name, target);
    return {
      kind: "scheduled",
      id: `${target}/${tier}`,
      target,
      tier,
      schedule,
      timezone,
      retentionDays,
      // A platform of one region has nowhere to copy to.
      copyRetentionDays: regions.length > 1 ? copyRetentionDays : undefined,
    };
  });
  const others: readonly BackupClass[] = [
    {
      kind: "continuous",
      ...named("database", "point-in-time"),
      reachDays: data.database.recoveryDays,
      proofMinutes: backup.logProofMinutes,
    },
    {
      kind: "baseline",
      ...named("database", "baseline"),
      retentionDays: backup.continuousDays,
      continuous: true,
    },
    {
      kind: "baseline",
      ...named("files", "baseline"),
      retentionDays: backup.continuousDays,
      // https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
      continuous: data.files.kind === "s3",
    },
    {
      kind: "replicated",
      ...named("secrets", "replicas"),
      regions: regions.filter(({ role }) => role !== "primary").map(({ region }) => region),
    },
  ];
  return targets.flatMap((target) => [...others, ...scheduled].filter((each) => each.target === target));
}

const targets: readonly Target[] = ["database", "files", "configuration", "secrets"];

const named = (target: Target, tier: string): Class => ({ id: `${target}/${tier}`, target, tier });

/**
 * The class of a point that Signalbox did not make, by the tag `signalbox:class` that it carries: the baseline's, one of
 * the configured classes of its target, or else `by-hand`.
 */
export function adoptedClass(
  target: Target,
  tag: string | undefined,
  classes: readonly Pick<Class, "id" | "target">[],
): string {
  if (tag === "baseline") return `${target}/baseline`;
  return classes.find(({ id, target: of }) => of === target && id === tag)?.id ?? `${target}/by-hand`;
}
