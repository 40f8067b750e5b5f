/** What a lease keeper finds in its environment, beside AWS_REGION, which Fargate says. */
export const keeperVariables = {
  /** Name of the ledger's table, the same in every region. */
  table: "SIGNALBOX_LEDGER_TABLE",
  /** Regions whose tables hold the epochs, by commas. */
  tables: "SIGNALBOX_EPOCH_TABLES",
  /** Regions of the platform in their order, by commas: the first one writes until an epoch says otherwise. */
  regions: "SIGNALBOX_REGIONS",
  /** How long the task's other containers may go on once the keeper has ended. */
  stopSeconds: "SIGNALBOX_STOP_SECONDS",
} as const;

/** Where its container is asked for its health, from inside the task alone. */
export const keeperPort = 7_411;
export const keeperHealthPath = "/health";

/** Name of the container and of its image. */
export const keeperName = "lease-keeper";
