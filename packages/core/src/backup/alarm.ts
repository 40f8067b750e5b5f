import type { BackupError } from "./errors.ts";

/** Something that a person must hear of, by a name of the error table. */
export interface Alarm {
  readonly error: BackupError;
  /** The class that it is about; of what belongs to none, its subject. */
  readonly class: string;
  readonly sentence: string;
}
