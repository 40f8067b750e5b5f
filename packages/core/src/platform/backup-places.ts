import { z } from "zod";

const Arn = z.string().startsWith("arn:");

/** Where the database's cluster stands and how it is scaled, as it was deployed: what a restored one has when that is gone. */
export const DatabasePlacement = z.strictObject({
  engine: z.string().min(1),
  subnetGroup: z.string().min(1),
  parameterGroup: z.string().min(1),
  securityGroups: z.array(z.string().min(1)),
  /** In ACUs. */
  minCapacity: z.number(),
  maxCapacity: z.number(),
});
export type DatabasePlacement = z.output<typeof DatabasePlacement>;

/** What AWS Backup makes points of, in its vaults. */
export const vaultTargets = ["database", "files"] as const;
export const VaultTarget = z.enum(vaultTargets);
export type VaultTarget = z.output<typeof VaultTarget>;

/** What points are made of; those of the configuration are documents of Signalbox's own. */
export const backedUpTargets = [...vaultTargets, "configuration"] as const;
export const BackedUpTarget = z.enum(backedUpTargets);
export type BackedUpTarget = z.output<typeof BackedUpTarget>;

/** What can be had back. Of secrets the points of the configuration have what there is to know; no point has a value. */
export const restorables = [...backedUpTargets, "secrets"] as const;
export const Restorable = z.enum(restorables);
export type Restorable = z.output<typeof Restorable>;

/** What a person may ask back: one of them, or all to one moment. */
export const restoreTargets = [...restorables, "all"] as const;
export const RestoreTarget = z.enum(restoreTargets);
export type RestoreTarget = z.output<typeof RestoreTarget>;

/** A class with a schedule, as `classesOf` means it. */
export const PlacedClass = z.strictObject({
  /** `target/tier`. */
  id: z.string().regex(/^[a-z]+\/[a-z][a-z0-9-]*$/),
  target: BackedUpTarget,
  /** cron() or rate() of EventBridge Scheduler, in `timezone`. */
  schedule: z.string().min(1),
  timezone: z.string().min(1),
  retentionDays: z.int().positive(),
  /** Absent: its points are not copied. */
  copyRetentionDays: z.int().positive().optional(),
});
export type PlacedClass = z.output<typeof PlacedClass>;

/** Another region's vault, its key, and its bucket of documents. */
export const CopyPlace = z.strictObject({
  region: z.string().min(1),
  vaultArn: Arn,
  keyArn: Arn,
  documents: z.string().min(1),
});
export type CopyPlace = z.output<typeof CopyPlace>;

/** Where a region's backups are made, kept and copied to. */
export const BackupPlaces = z.strictObject({
  vault: z.string().regex(/^[\w-]{2,50}$/),
  /** That AWS Backup works with. */
  roleArn: Arn,
  /** That AWS Backup restores with: beside what is there, under names that begin with the platform's. */
  restoreRoleArn: Arn,
  /** That the vault encrypts with. */
  keyArn: Arn,
  /** Bucket of this region in which manifests, looks and points of the configuration are kept. */
  documents: z.string().min(1),
  database: z.strictObject({
    /** What services connect to in the cluster. */
    name: z.string().min(1),
    /** Secret of the master user, who reads all of it: JSON with `username` and `password`. */
    adminSecret: z.string().min(1),
    /** How often it is proved that its log still moves on. */
    logProofMinutes: z.int().positive().default(15),
    /** Absent of what was deployed before it was written down. */
    placement: DatabasePlacement.optional(),
  }),
  targets: z.strictObject({
    /** Aurora cluster. */
    database: Arn,
    /** File system of EFS, or bucket. */
    files: Arn,
  }),
  classes: z.array(PlacedClass),
  /** How much may be lost, and how long a recovery may take; milliseconds. */
  objectives: z.strictObject({ rpoMs: z.int().nonnegative(), rtoMs: z.int().positive() }),
  /** Whether data must outlive a mistake here: then a person agrees before a restore changes what serves. */
  permanent: z.boolean(),
  /** Whether the configuration locks the vaults. */
  locked: z.boolean().default(false),
  /** The other regions, to which points of classes with `copyRetentionDays` are copied. */
  copies: z.array(CopyPlace),
});
export type BackupPlaces = z.output<typeof BackupPlaces>;
