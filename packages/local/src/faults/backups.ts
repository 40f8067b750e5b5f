import type { BackupHazards } from "../services/backup/hazards.ts";
import type { Book, Entry } from "./book.ts";
import type { Fault } from "./kinds.ts";

type JobFault = Fault<"backup-job-ends" | "slow-backup-job" | "damaged-backup">;

/** What the faults do to jobs of AWS Backup: several that fit one job all strike it. */
export function backupHazards(book: Book): BackupHazards {
  return {
    befalls: ({ kind, resourceType, region }) => {
      const struckBy = <F extends JobFault>(entries: readonly Entry<F>[]): F | undefined =>
        entries.find(
          (entry) =>
            (entry.fault.job ?? kind) === kind &&
            (entry.fault.resourceType ?? resourceType) === resourceType &&
            (entry.fault.region ?? region) === region &&
            book.strikes(entry, `a ${kind} of ${resourceType} in ${region}`),
        )?.fault;
      const ends = struckBy(book.standing("backup-job-ends"));
      const slow = struckBy(book.standing("slow-backup-job"));
      const damaged = struckBy(book.standing("damaged-backup"));
      return {
        ...(ends && { outcome: ends.outcome }),
        ...(ends?.message !== undefined && { message: ends.message }),
        ...(slow && { delayMs: slow.seconds * 1000 }),
        ...(damaged && { damage: damaged.damage }),
      };
    },
  };
}
