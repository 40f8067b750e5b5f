import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { type Bucket, currentVolume, formerVolume, noSuchBucket } from "./bucket.ts";

/** The account's buckets; their names are everybody's, whatever the region. */
export interface Buckets {
  readonly world: World;
  readonly all: Map<string, Bucket>;
  /** By bucket and key: the change that was begun last. */
  readonly changes: Map<string, Promise<unknown>>;
  /** Which buckets are being copied to which. */
  readonly deliveries: Set<string>;
  readonly end: AbortSignal;
}

/** Changes of one object happen one after another. */
export async function inTurn<T>(
  { changes }: Buckets,
  { Bucket: bucket, Key: key }: { Bucket?: string | undefined; Key?: string | undefined },
  change: () => Promise<T>,
): Promise<T> {
  const name = `${bucket}/${key}`;
  const turn = (changes.get(name) ?? Promise.resolve()).then(change, change);
  changes.set(name, turn);
  try {
    return await turn;
  } finally {
    if (changes.get(name) === turn) changes.delete(name);
  }
}

export function bucketOf({ all }: Buckets, name = ""): Bucket {
  const bucket = all.get(name);
  if (!bucket) throw noSuchBucket(name);
  return bucket;
}

export async function createBucket(
  { world, all }: Buckets,
  { Bucket: name = "" }: Input<"s3", "CreateBucket">,
  region: string,
): Promise<Output<"s3", "CreateBucket">> {
  // Without dots, which AWS advises against and a volume's name cannot have.
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name))
    throw new AwsError("InvalidBucketName", "The specified bucket is not valid.");
  if (all.has(name))
    throw new AwsError(
      "BucketAlreadyOwnedByYou",
      "Your previous request to create the named bucket succeeded and you already own it.",
      { statusCode: 409 },
    );
  all.set(name, { name, region, created: world.clock.now(), versioning: undefined, objects: new Map() });
  await world.files.create(currentVolume(name));
  await world.files.create(formerVolume(name));
  return { Location: `/${name}` };
}

export async function deleteBucket(buckets: Buckets, name: string | undefined): Promise<void> {
  const bucket = bucketOf(buckets, name);
  if (bucket.objects.size > 0)
    throw new AwsError("BucketNotEmpty", "The bucket you tried to delete is not empty", {
      statusCode: 409,
    });
  buckets.all.delete(bucket.name);
  await buckets.world.files.remove(currentVolume(bucket.name));
  await buckets.world.files.remove(formerVolume(bucket.name));
}
