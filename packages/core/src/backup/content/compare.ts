import { sizeFindings } from "../checks/size.ts";
import type { Finding } from "../finding.ts";
import { lengthOf } from "../length-of-time.ts";
import { compareConfiguration } from "./compare-configuration.ts";
import { compareDatabase } from "./compare-database.ts";
import { compareFiles } from "./compare-files.ts";
import type { Found } from "./found.ts";
import { type DatabaseManifest, type Manifest, sizeOf } from "./manifest.ts";

/**
 * Everything that is wrong with what was restored, each by its name; empty: the restore is verified. `askedFor` is the
 * moment that it was to be of (milliseconds since 1970), `rpoMs` how much older its newest canary row may be, `exact` whether that is
 * the manifest's own moment, or lies between its two.
 */
export function findingsOf(
  manifest: Manifest,
  found: Found,
  { askedFor, rpoMs, exact }: { readonly askedFor: number; readonly rpoMs: number; readonly exact: boolean },
): readonly Finding[] {
  const { content } = manifest;
  // An empty backup restores without a fault: https://github.com/vmware-tanzu/velero/issues/2121
  const empty = sizeFindings(sizeOf(manifest), []);
  if (content.kind === "database" && found.kind === "database")
    return [
      ...empty,
      ...compareDatabase(content, found, { exact, between: manifest.until !== undefined }),
      ...canaryFindings(found.canaryAt, oldest(content, askedFor, rpoMs, exact), askedFor),
    ];
  if (content.kind === "files" && found.kind === "files")
    return [...empty, ...compareFiles(content, found, { exact, between: manifest.until !== undefined })];
  if (content.kind === "configuration" && found.kind === "configuration")
    return [...empty, ...compareConfiguration(content, found)];
  return [
    {
      error: "Backup.WrongManifest",
      where: manifest.run,
      sentence: `The manifest of ${manifest.run} is of ${content.kind}, and ${found.kind} was restored.`,
    },
  ];
}

/** How old the newest canary row may be: at its own moment a manifest has seen one that must be there, else the RPO says it. */
function oldest({ canaryAt }: DatabaseManifest, askedFor: number, rpoMs: number, exact: boolean): number {
  const byObjective = askedFor - rpoMs;
  return exact && canaryAt !== undefined ? Math.max(Date.parse(canaryAt), byObjective) : byObjective;
}

function canaryFindings(canaryAt: number | undefined, least: number, askedFor: number): readonly Finding[] {
  if (canaryAt !== undefined && canaryAt >= least) return [];
  const asked = new Date(askedFor).toISOString();
  const sentence =
    canaryAt === undefined
      ? `What was restored for ${asked} holds no canary row, though one is written every minute.`
      : `What was restored for ${asked} has its newest canary row at ${new Date(canaryAt).toISOString()}, ${lengthOf(least - canaryAt)} before the oldest that is allowed.`;
  return [{ error: "Backup.ContentTooOld", where: "canary", sentence }];
}
