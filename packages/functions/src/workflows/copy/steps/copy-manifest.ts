import { manifestKey } from "@signalbox/core/backup/content/look";
import { CopyRun } from "@signalbox/core/backup/run/copy";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readDocument, writeDocument } from "../../../aws/document.ts";
import { copyPlaceOf, placesOf } from "../../../backup/places.ts";
import { step } from "../../../step.ts";

export const copyManifest = step({
  name: "CopyManifest",
  description:
    "Puts the manifest of the point beside its copy, where there is one; without it nobody could verify the copy.",
  input: z.strictObject({ run: CopyRun, copy: z.string() }),
  output: z.strictObject({ manifest: z.boolean() }),
  allow: [
    // Without the right to list, S3 says of a document that is not there that it is forbidden.
    on("backupDocuments", "s3:GetObject", "s3:ListBucket"),
    on("copyDocuments", "s3:PutObject"),
  ],
  run: async ({ run, copy }, { aws, clientsIn, ...context }) => {
    const places = placesOf(context);
    const from = { client: aws.s3, bucket: places.documents, key: manifestKey(run.point) };
    // Whatever version it has: it is carried, not read.
    const manifest = await readDocument(from, z.looseObject({}));
    if (manifest === undefined) return { manifest: false };
    const { documents: bucket } = copyPlaceOf(places, run.region);
    await writeDocument({ client: clientsIn(run.region).s3, bucket, key: manifestKey(copy) }, manifest);
    return { manifest: true };
  },
});
