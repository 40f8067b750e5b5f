import type { BackupError } from "../errors.ts";

/**
 * What a second job may well not meet: a queue that was too long, a failure without a name, a token that AWS answered with
 * an older job. A missing right, key or vault is not among them, nor what a person has stopped.
 */
const passing: ReadonlySet<BackupError> = new Set([
  "Backup.JobNotStarted",
  "Backup.JobFailed",
  "Backup.OldPoint",
]);

export const worthAnotherTry = (error: BackupError): boolean => passing.has(error);
