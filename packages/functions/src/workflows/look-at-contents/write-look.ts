import type { FoundConfiguration, FoundFiles } from "@signalbox/core/backup/content/found";
import { type LookDocument, type LookRequest, lookKey } from "@signalbox/core/backup/content/look";
import type { DatabaseLook } from "@signalbox/core/backup/content/manifest-of";
import { type DocumentPlace, writeDocument } from "../../aws/document.ts";
import { placesOf } from "../../backup/places.ts";
import type { StepContext } from "../../context.ts";

/** Where the document of a look stands. Throws `Backup.UnknownClass` where nothing is backed up. */
export const lookPlace = (context: StepContext, request: LookRequest): DocumentPlace => ({
  client: context.aws.s3,
  bucket: placesOf(context).documents,
  key: lookKey(request),
});

/** What a look saw, as `LookDocument` reads it; `more` is kept beside it. */
export async function writeLook(
  place: DocumentPlace,
  look: Omit<LookDocument, "version" | "found"> & {
    readonly found: DatabaseLook | FoundFiles | FoundConfiguration;
  },
  more: { readonly after?: string } = {},
): Promise<void> {
  await writeDocument(place, { version: 1, ...look, ...more });
}
