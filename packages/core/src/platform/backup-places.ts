import { z } from "zod";

const Arn = z.string().startsWith("arn:");

/** What backups are made of, and of what, by AWS Backup. */
export const backedUpTargets = ["database", "files"] as const;
export const BackedUpTarget = z.enum(backedUpTargets);
export type BackedUpTarget = z.output<typeof BackedUpTarget>;

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

/** Where a region's backups are made, kept and copied to. */
export const BackupPlaces = z.strictObject({
  vault: z.string().regex(/^[\w-]{2,50}$/),
  /** That AWS Backup works with. */
  roleArn: Arn,
  /** That the vault encrypts with. */
  keyArn: Arn,
  targets: z.strictObject({
    /** Aurora cluster. */
    database: Arn,
    /** File system of EFS, or bucket. */
    files: Arn,
  }),
  classes: z.array(PlacedClass),
});
export type BackupPlaces = z.output<typeof BackupPlaces>;
