import { Looked, LookRequest } from "@signalbox/core/backup/content/look";
import { isUnreadable } from "@signalbox/core/backup/content/unreadable";
import { NamedError } from "@signalbox/core/error";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readText } from "../../../aws/document.ts";
import { placesOf } from "../../../backup/places.ts";
import { foundInDocument } from "../../../configuration/found-in.ts";
import { step } from "../../../step.ts";
import { lookPlace, writeLook } from "../write-look.ts";

export const lookAtConfiguration = step({
  name: "LookAtConfiguration",
  description:
    "Reads a document of the configuration back, digests its parts, and says what this version's schemas refuse of it.",
  input: z.strictObject({
    request: LookRequest.extend({
      at: z.strictObject({ kind: z.literal("configuration"), document: z.string() }),
    }),
  }),
  output: Looked,
  allow: [on("backupDocuments", "s3:GetObject", "s3:ListBucket", "s3:PutObject")],
  run: async ({ request }, context) => {
    const { run, at } = request;
    const takenAt = Math.floor(context.clock.now());
    const bucket = placesOf(context).documents;
    const text = await readText({ client: context.aws.s3, bucket, key: at.document });
    if (text === undefined) throw new NamedError("Backup.NotLookedAt", `${at.document} is not in ${bucket}`);
    const found = foundInDocument(text);
    const place = lookPlace(context, request);
    await writeLook(place, { run, takenAt: new Date(takenAt).toISOString(), found });
    const sizes = Object.values(found.parts).map((part) => (isUnreadable(part) ? 0 : part.bytes));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    return { document: place.key, takenAt, entries: sizes.length, bytes };
  },
});
