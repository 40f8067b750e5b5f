import type { Finding } from "../finding.ts";
import { entryOf } from "./entry.ts";
import type { FoundFiles } from "./found.ts";
import type { FilesManifest } from "./manifest.ts";
import { isUnreadable, unreadableFinding } from "./unreadable.ts";

/**
 * What of restored files is not as their manifest says: every entry there with its SHA-256, none extra. Where they were restored
 * to another moment than the manifest's (`exact` is false), files may have come and gone; an upload that is there never changes.
 * `between`: the manifest is of two moments, and files may have been made between them.
 */
export function* compareFiles(
  manifest: FilesManifest,
  found: FoundFiles,
  { exact, between }: { readonly exact: boolean; readonly between: boolean },
): Generator<Finding> {
  for (const [path, { sha256, bytes }] of Object.entries(manifest.files)) {
    const there = entryOf(found.files, path);
    if (there === undefined && !exact) continue;
    if (there === undefined)
      yield { error: "Backup.FileMissing", where: path, sentence: `${path} of ${bytes} bytes is not there.` };
    else if (isUnreadable(there)) yield unreadableFinding(path, there);
    else if (there.bytes < bytes)
      yield {
        error: "Backup.FileTruncated",
        where: path,
        sentence: `${path} has ${there.bytes} bytes, ${bytes} were backed up.`,
      };
    else if (there.sha256 !== sha256)
      yield {
        error: "Backup.FileChanged",
        where: path,
        sentence: `${path} is not what was backed up: its SHA-256 differs.`,
      };
  }
  if (!exact || between) return;
  for (const path of Object.keys(found.files))
    if (!Object.hasOwn(manifest.files, path))
      yield {
        error: "Backup.FileUnexpected",
        where: path,
        sentence: `${path} was not backed up, and is there.`,
      };
}
