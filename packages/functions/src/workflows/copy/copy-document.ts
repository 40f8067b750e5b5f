import { documentArn, pointKey, pointOfKey } from "@signalbox/core/backup/configuration/point-key";
import { expiryOf } from "@signalbox/core/backup/retention/lifecycle";
import type { CopyRun } from "@signalbox/core/backup/run/copy";
import { NamedError } from "@signalbox/core/error";
import { z } from "zod";
import { readDocument, writeDocument } from "../../aws/document.ts";
import { copyDays, copyPlaceOf, placesOf } from "../../backup/places.ts";
import type { StepContext } from "../../context.ts";

/** Carries a point that is a document into the other region's bucket, as it is; answers the copy's ARN. Written again, it is the same. */
export async function copyDocument(context: StepContext, run: CopyRun, key: string): Promise<string> {
  const places = placesOf(context);
  const from = { client: context.aws.s3, bucket: places.documents, key };
  const point = pointOfKey(key);
  // Whatever version it has: it is carried, not read.
  const content = await readDocument(from, z.looseObject({}));
  if (!point || !content)
    throw new NamedError("Backup.NoSuchPoint", `${run.point} is not there, or is no point`);
  const expiresAt = expiryOf(point.capturedAt, copyDays(places, run.class));
  const copy = pointKey({ ...point, expiresAt, copied: true });
  const { documents: bucket } = copyPlaceOf(places, run.region);
  await writeDocument({ client: context.clientsIn(run.region).s3, bucket, key: copy }, content);
  return documentArn(bucket, copy);
}
