import { DeleteObjectsCommand, ListObjectVersionsCommand } from "@aws-sdk/client-s3";
import type { DocumentPlace } from "./document.ts";

/** Deletes a document for good: in a bucket that keeps versions, every one of them. */
export async function forgetDocument({ client, bucket, key }: DocumentPlace): Promise<void> {
  const asked = new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key });
  const { Versions = [], DeleteMarkers = [] } = await client.send(asked);
  const Objects = [...Versions, ...DeleteMarkers]
    .filter((version) => version.Key === key)
    .map(({ Key, VersionId }) => ({ Key, VersionId }));
  if (Objects.length === 0) return;
  const wanted = { Bucket: bucket, Delete: { Objects, Quiet: true } };
  const { Errors = [] } = await client.send(new DeleteObjectsCommand(wanted));
  const [first] = Errors;
  if (first) throw new Error(`S3 did not delete ${first.Key} of ${bucket}: ${first.Code} ${first.Message}`);
}
