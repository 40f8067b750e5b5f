import type { Platform } from "@signalbox/core/platform/platform";

/** Id of the region's file system, by `arn:aws:elasticfilesystem:<region>:<account>:file-system/<id>`; undefined where files are in a bucket. */
export function fileSystemOf({ backup }: Pick<Platform, "backup">): string | undefined {
  const arn = backup?.targets.files ?? "";
  return arn.includes(":file-system/") ? arn.slice(arn.lastIndexOf("/") + 1) : undefined;
}
