import type { LookedAt } from "@signalbox/core/backup/content/look";

/** What a look at a target of backups looks at, by the target's ARN; undefined for a file system, which no Lambda has mounted. */
export function lookedAtOf(target: string): LookedAt | undefined {
  const [, , service = "", , , kind = "", name = ""] = target.split(":");
  if (service === "rds") return { kind: "database", cluster: name };
  return service === "s3" ? { kind: "files", bucket: kind } : undefined;
}
