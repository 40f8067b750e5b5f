import { classesOf } from "../backup/classes.ts";
import { objectivesOf } from "../backup/objectives.ts";
import type { Config } from "../config/config.ts";

/** An alarm on what the verifications of a class measure. */
export interface VerificationAlarm {
  /** `target/tier`. */
  readonly class: string;
  readonly measures: "loss" | "restoreTime";
  /** More than so much sets it off. */
  readonly seconds: number;
  readonly description: string;
}

/**
 * Measured losses and restores of the primary, where backups are made, against the objectives. Files have no canary that tells
 * what is missing, and on a file system nobody looks at them.
 */
export function verificationAlarms(
  config: Config,
  { role }: Pick<Config["regions"][number], "role">,
): readonly VerificationAlarm[] {
  if (role !== "primary") return [];
  const { rpoMs, rtoMs } = objectivesOf(config);
  return classesOf(config).flatMap(({ id, kind, target }): VerificationAlarm[] => {
    const canBeRead = target === "database" || (target === "files" && config.data.files.kind === "s3");
    if (kind !== "scheduled" || !canBeRead) return [];
    const restoreTime: VerificationAlarm = {
      class: id,
      measures: "restoreTime",
      seconds: rtoMs / 1_000,
      description: `A point of ${id} took longer to be restored and checked than recovery.rtoMinutes allows: Backup.RtoMissed. Its report says how long; a recovery in need would take as long.`,
    };
    const loss: VerificationAlarm = {
      class: id,
      measures: "loss",
      seconds: rpoMs / 1_000,
      description: `A verified point of ${id} misses more than recovery.rpoMinutes allows: Backup.RpoMissed. Look whether the canary is still written, then at the log and the replication of that time.`,
    };
    return target === "database" ? [restoreTime, loss] : [restoreTime];
  });
}
