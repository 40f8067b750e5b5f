import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Output, Service } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { asHead, type Bucket } from "./bucket.ts";
import { type Buckets, bucketOf, createBucket, deleteBucket, inTurn } from "./buckets.ts";
import { listObjectsV2, listObjectVersions } from "./list-objects.ts";
import { deleteObject, headObject, putObject, readObject } from "./objects.ts";
import { deliverAll, getBucketReplication, putBucketReplication } from "./replication.ts";

interface InBucket {
  readonly Bucket?: string | undefined;
  readonly Key?: string | undefined;
}

/** S3: buckets with versions, whose newest objects are files under their keys. */
export function s3(shared: World): Service<"s3"> {
  const world: World = { ...shared, random: shared.random.fork("s3") };
  const end = new AbortController();
  const buckets: Buckets = {
    world,
    all: new Map(),
    changes: new Map(),
    deliveries: new Set(),
    end: end.signal,
  };
  const onBucket = ({ Bucket: name = "*" }: InBucket) => [`arn:aws:s3:::${name}`];
  const onObject = ({ Bucket: name = "*", Key = "*" }: InBucket) => [`arn:aws:s3:::${name}/${Key}`];
  return {
    name: "s3",
    memory: {
      save: () => new Map([...buckets.all].map(([name, bucket]) => [name, { ...bucket }])),
      restore: (parts) => {
        for (const [name, bucket] of parts) buckets.all.set(name, bucket as Bucket); // as `save` gave it
      },
      resume: () => deliverAll(buckets),
    },
    operations: {
      CreateBucket: (input, { region }) => createBucket(buckets, input, region),
      HeadBucket: (input) => ({ BucketRegion: asHead(() => bucketOf(buckets, input.Bucket).region) }),
      ListBuckets: () => ({
        Buckets: [...buckets.all.values()].map(({ name, region, created }) => ({
          Name: name,
          BucketRegion: region,
          CreationDate: new Date(created),
        })),
      }),
      DeleteBucket: async (input) => {
        await deleteBucket(buckets, input.Bucket);
        return {};
      },
      PutBucketVersioning: ({ Bucket: name, VersioningConfiguration }) => {
        const bucket = bucketOf(buckets, name);
        bucket.versioning = VersioningConfiguration?.Status ?? bucket.versioning;
        return {};
      },
      GetBucketVersioning: ({ Bucket: name }) => {
        const { versioning } = bucketOf(buckets, name);
        return versioning === undefined ? {} : { Status: versioning };
      },
      PutBucketTagging: ({ Bucket: name, Tagging }) => {
        bucketOf(buckets, name).tags = Tagging?.TagSet ?? [];
        return {};
      },
      GetBucketTagging: ({ Bucket: name }) => {
        const { tags } = bucketOf(buckets, name);
        if (tags === undefined)
          throw new AwsError("NoSuchTagSet", "The TagSet does not exist", { statusCode: 404 });
        return { TagSet: [...tags] };
      },
      PutBucketReplication: (input) => putBucketReplication(buckets, input),
      GetBucketReplication: (input) => getBucketReplication(buckets, input),
      DeleteBucketReplication: ({ Bucket: name }) => {
        bucketOf(buckets, name).replication = undefined;
        return {};
      },
      PutObject: (input) => inTurn(buckets, input, () => putObject(buckets, input)),
      HeadObject: (input) => asHead(() => headObject(buckets, input)),
      GetObject: async (input) => {
        refuseUnsupported("GetObject", input, ["Bucket", "Key", "VersionId", "ChecksumMode"]);
        const head = headObject(buckets, input);
        // The wire writes bytes where a client reads a stream, which is all that its type knows.
        const Body = (await readObject(buckets, input)) as unknown as NonNullable<
          Output<"s3", "GetObject">["Body"]
        >;
        return { ...head, Body };
      },
      DeleteObject: (input) => inTurn(buckets, input, () => deleteObject(buckets, input)),
      DeleteObjects: async ({ Bucket: name, Delete }) => {
        const wanted = Delete?.Objects ?? [];
        for (const { Key, VersionId } of wanted)
          await deleteObject(buckets, { Bucket: name, Key, VersionId });
        return { Deleted: Delete?.Quiet ? [] : wanted.map(({ Key }) => ({ Key })) };
      },
      ListObjectsV2: (input) => listObjectsV2(bucketOf(buckets, input.Bucket), input),
      ListObjectVersions: (input) => listObjectVersions(bucketOf(buckets, input.Bucket), input),
    },
    resources: {
      CreateBucket: onBucket,
      HeadBucket: onBucket,
      DeleteBucket: onBucket,
      PutBucketVersioning: onBucket,
      GetBucketVersioning: onBucket,
      PutBucketTagging: onBucket,
      GetBucketTagging: onBucket,
      PutBucketReplication: onBucket,
      GetBucketReplication: onBucket,
      DeleteBucketReplication: onBucket,
      PutObject: onObject,
      HeadObject: onObject,
      GetObject: onObject,
      DeleteObject: onObject,
      DeleteObjects: ({ Bucket: name = "*", Delete }) =>
        (Delete?.Objects ?? []).flatMap(({ Key }) => onObject({ Bucket: name, Key })),
      ListObjectsV2: onBucket,
      ListObjectVersions: onBucket,
    },
    stop: async () => end.abort(new DOMException("S3 stops", "AbortError")),
  };
}
