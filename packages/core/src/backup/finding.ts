import type { BackupError } from "./errors.ts";

/** One thing that is wrong with a backup or with what was restored from it. */
export interface Finding {
  readonly error: BackupError;
  /** The table, file, sequence or part that it is about. */
  readonly where: string;
  /** What was expected and what was found, for people. */
  readonly sentence: string;
}
