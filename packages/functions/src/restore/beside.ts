import type { Beside } from "@signalbox/core/backup/content/look";
import { NamedError } from "@signalbox/core/error";
import type { VaultTarget } from "@signalbox/core/platform/backup-places";
import { namesOf } from "@signalbox/core/platform/names";
import type { Platform } from "@signalbox/core/platform/platform";

/** What a run restores a target into; the same however often it is asked. */
export function besideOf(platform: Platform, run: string, target: VaultTarget): Beside {
  const names = namesOf(platform);
  return target === "database"
    ? { kind: "database", cluster: names.restoredCluster(run) }
    : { kind: "files", bucket: names.restoredBucket(run) };
}

/** Throws `Backup.NotBeside` for anything that the run has not restored: what serves first of all. */
export function insistOnBeside(platform: Platform, run: string, at: Beside): void {
  const own = besideOf(platform, run, at.kind);
  if (nameOf(own) !== nameOf(at))
    throw new NamedError(
      "Backup.NotBeside",
      `${nameOf(at)} is not ${nameOf(own)}, which ${run} restores into`,
    );
}

/** The cluster's or the bucket's name. */
export const nameOf = (at: Beside): string => (at.kind === "database" ? at.cluster : at.bucket);

/** The only instance that a restored cluster is given. */
export const instanceOf = (cluster: string): string => `${cluster}-1`;

/** Says for whom something was restored. */
export const tagsOf = (run: string): Readonly<Record<string, string>> => ({ "signalbox:restored-by": run });
