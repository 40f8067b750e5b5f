import { z } from "zod";
import { days, field, Name } from "./field.ts";

export const backupTargets = ["database", "files", "configuration"] as const;

/** A target with a tier, such as database/daily. */
const BackupClass = z.strictObject({
  target: field(z.enum(backupTargets), { description: "what is backed up", example: "database" }),
  schedule: field(z.string().min(1), {
    description: "rate() or cron() expression of EventBridge Scheduler",
    example: "cron(0 2 * * ? *)",
  }),
  timezone: field(z.string().min(1), { description: "time zone of the schedule", example: "UTC" }).default(
    "UTC",
  ),
  retentionDays: field(days(1, 36_500), {
    description: "how long a recovery point is kept in the region's vault",
    example: 30,
    unit: "d",
  }),
  copyRetentionDays: field(days(1, 36_500), {
    description: "how long its copy in the other regions is kept; left out, it is not copied",
    example: 365,
    unit: "d",
  }).optional(),
});

export const Backup = z.strictObject({
  classes: z.record(Name, BackupClass).default({}),
  logProofMinutes: field(z.int().min(5).max(60), {
    description:
      "how often it is proved that the database's log still moves on; twice as long without is an alarm",
    example: 15,
    unit: "min",
  }).default(15),
  continuousDays: field(days(1, 35), {
    description: "AWS Backup's continuous baseline",
    example: 35,
    unit: "d",
  }).default(35),
  lock: z
    .strictObject({
      minRetentionDays: field(days(1, 36_500), {
        description: "vault lock: nothing is deleted earlier",
        example: 7,
        unit: "d",
      }),
      maxRetentionDays: field(days(1, 36_500), {
        description: "vault lock: nothing may be kept longer",
        example: 366,
        unit: "d",
      }),
      graceDays: field(days(3, 36_500), {
        description: "how long the lock can still be taken back; after that nobody can, AWS neither",
        example: 3,
        unit: "d",
      }),
    })
    .optional(),
});
