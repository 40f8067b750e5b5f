import type { Config } from "./config.ts";

/** What a configuration may say, and who says it should know of. */
export interface Warning {
  readonly path: readonly string[];
  readonly sentence: string;
}

/** What is no fault of a sound configuration, to be said before it is deployed. */
export function warningsOf({ backup, data }: Pick<Config, "backup" | "data">): readonly Warning[] {
  const files = Object.values(backup.classes).some(({ target }) => target === "files");
  if (data.files.kind !== "efs" || !files) return [];
  return [
    {
      path: ["data", "files", "kind"],
      sentence:
        "files on EFS are backed up and copied, but no point of them is ever verified, so none counts (Backup.NotLookedAt): nothing that runs here can mount the file system that a restore makes; files in S3 are verified",
    },
  ];
}
