import { bracket } from "@signalbox/core/backup/content/bracket";
import { foundIn, LookDocument, type Looked } from "@signalbox/core/backup/content/look";
import type { Manifest } from "@signalbox/core/backup/content/manifest";
import { databaseManifestOf, filesManifestOf } from "@signalbox/core/backup/content/manifest-of";
import { readDocument } from "../../aws/document.ts";
import { placesOf } from "../../backup/places.ts";
import type { StepContext } from "../../context.ts";

/** What two looks around a job say that its point holds. Throws what keeps them from it, such as Backup.PageCorrupted. */
export async function manifestOf(
  context: StepContext,
  { before, after }: { readonly before: Looked; readonly after: Looked },
): Promise<Manifest> {
  return bracket(await manifestAt(context, before), await manifestAt(context, after));
}

async function manifestAt(context: StepContext, { document: key }: Looked): Promise<Manifest> {
  const place = { client: context.aws.s3, bucket: placesOf(context).documents, key };
  const seen = await readDocument(place, LookDocument);
  if (!seen) throw new Error(`${key} is not in ${place.bucket}, though it was looked at`);
  const { run, takenAt } = seen;
  const found = foundIn(seen);
  if (found.kind === "configuration") throw new Error("the configuration's manifest is not made of looks");
  const content = found.kind === "database" ? databaseManifestOf(found) : filesManifestOf(found);
  return { version: 1, run, takenAt, content };
}
