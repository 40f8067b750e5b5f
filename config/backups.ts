import type { ConfigLayer } from "@signalbox/core/config/config";

/**
 * Hourly points stay a week and daily ones a month in the region's vault, copies in the other regions a year. Aurora has no
 * incremental snapshots to ask for: the classes of the database differ in how long they are kept and how they are verified.
 */
export const classes: NonNullable<NonNullable<ConfigLayer["backup"]>["classes"]> = {
  "database-hourly": { target: "database", schedule: "cron(0 * * * ? *)", retentionDays: 7 },
  "database-daily": {
    target: "database",
    schedule: "cron(0 2 * * ? *)",
    retentionDays: 30,
    copyRetentionDays: 365,
  },
  "files-six-hourly": { target: "files", schedule: "cron(0 */6 * * ? *)", retentionDays: 7 },
  "files-daily": {
    target: "files",
    schedule: "cron(0 3 * * ? *)",
    retentionDays: 30,
    copyRetentionDays: 365,
  },
  "configuration-daily": {
    target: "configuration",
    schedule: "cron(30 3 * * ? *)",
    retentionDays: 30,
    copyRetentionDays: 365,
  },
};
