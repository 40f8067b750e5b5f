import type { BackedUpTarget, RestoreTarget } from "../../platform/backup-places.ts";
import type { Alarm } from "../alarm.ts";
import type { Objectives } from "../objectives.ts";
import type { RecoveryPoint } from "../recovery-point.ts";
import type { Restoration } from "../run/restoration.ts";

/** What people are told of backups, in one region. Times in milliseconds since 1970 unless said. */
export interface Catalogue {
  readonly classes: readonly ClassEntry[];
  readonly targets: readonly TargetEntry[];
}

/** A point, with what was to be known of it when it was made. */
export interface CataloguePoint extends RecoveryPoint {
  readonly remarks: readonly string[];
}

export interface ClassSchedule {
  /** cron() or rate(), in `timezone`. */
  readonly expression: string;
  readonly timezone: string;
  /** From the next run to the one after it. */
  readonly everyMs: number | undefined;
  readonly retentionDays: number;
  readonly copyRetentionDays: number | undefined;
  /** Undefined until somebody has looked at the schedule. */
  readonly since: number | undefined;
  readonly nextDue: number | undefined;
}

/** One class: its points, and what is to be thought of them. */
export interface ClassEntry {
  readonly id: string;
  readonly target: BackedUpTarget;
  /** Undefined of a class whose points are adopted: Signalbox makes none of it. */
  readonly schedule: ClassSchedule | undefined;
  /** Copies left out; oldest first. */
  readonly points: readonly CataloguePoint[];
  /** When the newest point is too old, were none to follow: the run after it, and the RPO. */
  readonly lateFrom: number | undefined;
  /** What has not happened though it should have. */
  readonly overdue: readonly Alarm[];
  readonly restored: MeasuredRestore | undefined;
  /** Names of the runs that make a point, and that verify one, just now. */
  readonly making: string | undefined;
  readonly verifying: string | undefined;
}

/** How long it took to get a state back and to check it. */
export interface MeasuredRestore {
  readonly run: string;
  readonly endedAt: number;
  readonly tookMs: number;
  /** Of writes before the moment that was asked for; undefined where nothing tells. */
  readonly lostMs: number | undefined;
  readonly entries: number;
  readonly bytes: number;
  /** What was not as the manifest says, by names of the error table. */
  readonly errors: readonly string[];
  readonly sentence: string;
}

/** What is backed up, and how it can be had back. */
export interface TargetEntry {
  readonly target: RestoreTarget;
  /** The cluster, bucket or file system that serves: the deployed one, or what a restore has put in its place. */
  readonly serves: string;
  readonly objectives: Objectives;
  /** Whether a person has to agree to a restore before what serves is changed. */
  readonly permanent: boolean;
  /** Whether the region makes points; a standby has copies of another one's. */
  readonly makes: boolean;
  /** Whether tasks mount it: then no restore puts another one in its place. */
  readonly mounted: boolean;
  /** Any second between them can be had back; undefined where nothing backs it up continuously. */
  readonly continuous: { readonly earliest: number; readonly latest: number } | undefined;
  readonly restored: MeasuredRestore | undefined;
  /** Newest first. */
  readonly restorations: readonly Restoration[];
}
