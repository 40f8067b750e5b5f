import { LookDocument, Looked, LookRequest } from "@signalbox/core/backup/content/look";
import { isUnreadable } from "@signalbox/core/backup/content/unreadable";
import { lookLambdaSeconds } from "@signalbox/core/backup/run/limits";
import { NamedError } from "@signalbox/core/error";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { deleteDocument, readDocument } from "../../../aws/document.ts";
import { readSlice } from "../../../files/read-slice.ts";
import { step } from "../../../step.ts";
import { withTimeLeft } from "../../../time-left.ts";
import { lookPlace, writeLook } from "../write-look.ts";

/** No object is begun after this, and none goes on after the other: what was seen has to be written down. Milliseconds. */
const beginMs = (lookLambdaSeconds * 2 * 1_000) / 3;
const endMs = (lookLambdaSeconds - 60) * 1_000;

/** What a document of them takes twice, as objects and as JSON, fits a Lambda's 512 MB. */
const mostFiles = 500_000;

const Files = LookDocument.shape.found.options[1];
/** What the slices so far have seen. */
const Partial = LookDocument.extend({ found: Files, after: z.string() });

export const lookAtFiles = step({
  name: "LookAtFiles",
  description:
    "Reads objects of a bucket, as many as the Lambda has time for, and writes down their lengths and digests.",
  input: z.strictObject({
    request: LookRequest.extend({ at: z.strictObject({ kind: z.literal("files"), bucket: z.string() }) }),
    slice: z.int().nonnegative(),
  }),
  output: z.strictObject({
    /** Once all was seen. */
    looked: Looked.optional(),
  }),
  allow: [
    on("filesStore", "s3:GetObject", "s3:ListBucket"),
    on("restoredFiles", "s3:GetObject", "s3:ListBucket"),
    on("backupDocuments", "s3:GetObject", "s3:ListBucket", "s3:PutObject", "s3:DeleteObject"),
  ],
  run: async ({ request, slice }, context) => {
    const { aws, clock } = context;
    const { run, at } = request;
    const whole = lookPlace(context, request);
    const part = { ...whole, key: `${whole.key}.part` };
    const begun = clock.now();
    // The first slice forgets what an earlier look has left.
    const before = slice === 0 ? undefined : await readDocument(part, Partial);
    const isOver = () => clock.now() - begun > beginMs;
    const seen = await withTimeLeft(clock, endMs, (signal) =>
      readSlice(aws.s3, at.bucket, { after: before?.after, isOver, signal }).catch((error: unknown) => {
        throw whyNotSeen(error, at.bucket, signal);
      }),
    );
    const files = { ...before?.found.files, ...seen.files };
    const entries = Object.keys(files).length;
    if (entries > mostFiles)
      throw new NamedError("Backup.NotLookedAt", `${at.bucket} holds more than ${mostFiles} objects`);
    const takenAt = before?.takenAt ?? new Date(begun).toISOString();
    const look = { run, takenAt, found: { kind: "files" as const, files } };
    if (seen.after !== undefined) {
      await writeLook(part, look, { after: seen.after });
      return {};
    }
    await writeLook(whole, look);
    await deleteDocument(part);
    const sizes = Object.values(files).map((file) => (isUnreadable(file) ? 0 : file.bytes));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    return { looked: { document: whole.key, takenAt: Date.parse(takenAt), entries, bytes } };
  },
});

function whyNotSeen(error: unknown, bucket: string, signal: AbortSignal): unknown {
  const notLookedAt = (why: string) => new NamedError("Backup.NotLookedAt", why, { bucket });
  if (error instanceof Error && error.name === "NoSuchBucket")
    return notLookedAt(`there is no bucket ${bucket}`);
  return signal.aborted
    ? notLookedAt(`an object of ${bucket} takes longer to be read than a Lambda may run`)
    : error;
}
