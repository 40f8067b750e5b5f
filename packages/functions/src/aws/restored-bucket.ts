import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetBucketTaggingCommand,
  ListObjectVersionsCommand,
  PutBucketTaggingCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { unless } from "./unless.ts";

/** Of S3: as many versions it names, and deletes, in one call. */
const versionsAtMost = 1_000;

/** Says in a bucket's tags what it is for. */
export async function tagBucket(
  client: S3Client,
  bucket: string,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  await client.send(new PutBucketTaggingCommand({ Bucket: bucket, Tagging: { TagSet } }));
}

/** Adds to a bucket's tags: S3 knows all of them or none. */
export async function addBucketTags(
  client: S3Client,
  bucket: string,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const asked = new GetBucketTaggingCommand({ Bucket: bucket });
  const { TagSet = [] } = (await unless("NoSuchTagSet", client.send(asked))) ?? {};
  const before = TagSet.flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? ""] as const]));
  await tagBucket(client, bucket, { ...Object.fromEntries(before), ...tags });
}

/** Deletes a bucket with all versions of all that is in it, `calls` times as many as S3 takes at once; answers whether it is gone. */
export async function deleteBucketWithAll(client: S3Client, bucket: string, calls: number): Promise<boolean> {
  for (let call = 0; call < calls; call++) {
    const asked = new ListObjectVersionsCommand({ Bucket: bucket, MaxKeys: versionsAtMost });
    const found = await unless("NoSuchBucket", client.send(asked));
    if (!found) return true;
    const { Versions = [], DeleteMarkers = [] } = found;
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) {
      await unless("NoSuchBucket", client.send(new DeleteBucketCommand({ Bucket: bucket })));
      return true;
    }
    const wanted = { Bucket: bucket, Delete: { Objects, Quiet: true } };
    const { Errors = [] } = await client.send(new DeleteObjectsCommand(wanted));
    const [first] = Errors;
    if (first) throw new Error(`S3 did not delete ${first.Key} of ${bucket}: ${first.Code} ${first.Message}`);
  }
  return false;
}
