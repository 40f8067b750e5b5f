/** How long jobs wait and work, in milliseconds of the world; AWS's own take minutes to hours. */
export const timing = {
  /** In CREATED, and in ABORTING. */
  created: 1_000,
  /** In PENDING. */
  pending: 2_000,
  /** In RUNNING, whatever the size. */
  running: 8_000,
} as const;

/** 100 MiB a second, and what every job takes. */
export const runsFor = (sizeBytes: number): number =>
  timing.running + Math.ceil((sizeBytes / (100 * 1024 * 1024)) * 1_000);

/** AWS's defaults: 8 hours to start in, 7 days to complete in. Minutes. */
export const windows = { start: 8 * 60, complete: 7 * 24 * 60 } as const;
