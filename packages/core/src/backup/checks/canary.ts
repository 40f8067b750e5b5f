import type { Finding } from "../finding.ts";
import { lengthOf } from "../length-of-time.ts";

/** A row is written each minute; after so many that are missing the canary has stopped. Milliseconds. */
const silenceMs = 10 * 60_000;

/**
 * Whether a database that serves gets its canary rows: without them no restore of it shows of what moment it is. Times are in
 * milliseconds since 1970.
 */
export function canaryFindings({
  takenAt,
  canaryAt,
}: {
  readonly takenAt: number;
  readonly canaryAt?: number | undefined;
}): readonly Finding[] {
  if (canaryAt !== undefined && takenAt - canaryAt <= silenceMs) return [];
  const sentence =
    canaryAt === undefined
      ? "There is no canary row, though one is written every minute: its restores cannot be verified."
      : `The newest canary row was ${lengthOf(takenAt - canaryAt)} old, though one is written every minute.`;
  return [{ error: "Backup.ContentTooOld", where: "canary", sentence }];
}
