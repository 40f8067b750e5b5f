import { type Size, sizeFindings } from "@signalbox/core/backup/checks/size";
import type { Finding } from "@signalbox/core/backup/finding";
import { pointsFrom, pointsOf } from "@signalbox/core/backup/recovery-point";
import type { BackupRun } from "@signalbox/core/backup/run/run";
import { NamedError } from "@signalbox/core/error";
import type { Ledger } from "../../aws/ledger.ts";
import { readPointRecords } from "../../aws/point-records.ts";

/** What is remarkable of a point beside the last verified ones. Throws `Backup.Empty`: such a point must not count. */
export async function judgeSize(
  ledger: Ledger,
  { run, point }: { readonly run: BackupRun; readonly point: string },
  size: Size,
  more: readonly Finding[] = [],
): Promise<string[]> {
  const points = pointsFrom(await readPointRecords(ledger)).values();
  const last = pointsOf(points, run.class).flatMap(({ id, verifiedAt, made }) =>
    id !== point && verifiedAt !== undefined && made?.bytes !== undefined && made.entries !== undefined
      ? [{ bytes: made.bytes, entries: made.entries }]
      : [],
  );
  const findings = [...sizeFindings(size, last), ...more];
  const empty = findings.find(({ error }) => error === "Backup.Empty");
  if (empty) throw new NamedError(empty.error, empty.sentence, { point });
  return findings.map(({ error, sentence }) => `${error}: ${sentence}`);
}
