import { ConfigurationDocument } from "@signalbox/core/backup/configuration/document";
import { documentOf } from "@signalbox/core/backup/configuration/point-key";
import { findingsOf } from "@signalbox/core/backup/content/compare";
import { NamedError } from "@signalbox/core/error";
import { readText } from "../../aws/document.ts";
import { placesOf } from "../../backup/places.ts";
import { foundInDocument } from "../../configuration/found-in.ts";
import type { StepContext } from "../../context.ts";
import { readManifest } from "../../restore/compare-with-manifest.ts";

/**
 * What a point holds. It is held against its manifest first: throws the first finding's name, such as `Backup.PartChanged`, or
 * `Backup.NoSuchPoint`.
 */
export async function readRecorded(context: StepContext, point: string): Promise<ConfigurationDocument> {
  const { documents: bucket } = placesOf(context);
  const key = documentOf(point)?.key;
  const text = key === undefined ? undefined : await readText({ client: context.aws.s3, bucket, key });
  if (text === undefined) throw new NamedError("Backup.NoSuchPoint", `${point} is not in ${bucket}`);
  const manifest = await readManifest(context, point);
  const findings = findingsOf(manifest, foundInDocument(text), { askedFor: 0, rpoMs: 0, exact: true });
  const [first] = findings;
  if (first)
    throw new NamedError(
      first.error,
      findings
        .map(({ sentence }) => sentence)
        .slice(0, 5)
        .join(" "),
    );
  return ConfigurationDocument.parse(JSON.parse(text));
}
