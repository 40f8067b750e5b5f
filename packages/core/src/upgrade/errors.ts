import type { ErrorTable } from "../error.ts";

/** Every name under which a rehearsal of an upgrade ends without a judgement, or a migration without a word. */
export const upgradeErrors = {
  "Upgrade.UnknownGroup": {
    meaning:
      "There is no such group, or its releases change no schema: it has no `upgrade` in the configuration.",
    action: "Name a group whose image migrates the database. Nothing was done.",
  },
  "Upgrade.AlreadyRehearsing": {
    meaning:
      "Another rehearsal of the group runs just now; two would ask the same tasks and the same ledger.",
    action: "Wait for its end, then try again. Nothing was done.",
  },
  "Upgrade.NotRedirected": {
    meaning:
      "The service's task definition does not take the database's host from DATABASE_HOST, so a rehearsal cannot lead it to a clone.",
    action:
      "Take DATABASE_URL out of the service's environment and secrets; the platform gives it DATABASE_HOST. Nothing was migrated.",
  },
  "Upgrade.NotCloned": {
    meaning: "The clone of the database was not there in time, or RDS gave up making it.",
    action: "Look at the cluster's events in RDS. Production was only read; rehearse again.",
  },
  "Upgrade.NotSurveyed": {
    meaning: "The clone could not be read before the migration.",
    action:
      "The message says what the database answered. Production was only read; rehearse again, at a quieter hour where it took too long.",
  },
  "Upgrade.MigratorNotStarted": {
    meaning: "ECS did not start the container that migrates: no image, no capacity, no secret.",
    action: "The message has ECS's words. Put that right and try again; no migration has begun.",
  },
  "Upgrade.LeftBehind": {
    meaning: "What the rehearsal made could not be removed, and may cost by the hour.",
    action: "Delete what the message names; the next rehearsal of the group tries that first.",
  },
} as const satisfies ErrorTable;

export type UpgradeError = keyof typeof upgradeErrors;
