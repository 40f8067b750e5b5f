import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { type Bucket, currentVolume, formerVolume, type Version } from "./bucket.ts";
import { type Buckets, bucketOf, inTurn } from "./buckets.ts";
import { addVersion, contentOf } from "./objects.ts";

/** What a copy takes: most objects within 15 minutes, the small ones of a chat within seconds. https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html */
const usualMs = 5_000;

export function putBucketReplication(
  buckets: Buckets,
  { Bucket: name, ReplicationConfiguration }: Input<"s3", "PutBucketReplication">,
): Output<"s3", "PutBucketReplication"> {
  const bucket = bucketOf(buckets, name);
  if (bucket.versioning !== "Enabled")
    throw new AwsError(
      "InvalidRequest",
      "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
    );
  bucket.replication = ReplicationConfiguration;
  return {};
}

export function getBucketReplication(
  buckets: Buckets,
  { Bucket: name }: Input<"s3", "GetBucketReplication">,
): Output<"s3", "GetBucketReplication"> {
  const { replication } = bucketOf(buckets, name);
  if (!replication)
    throw new AwsError(
      "ReplicationConfigurationNotFoundError",
      "The replication configuration was not found",
      { statusCode: 404 },
    );
  return { ReplicationConfiguration: replication };
}

/** Marks a new version for the buckets that it is to be copied to. A copy is not passed on. */
export function owe(buckets: Buckets, bucket: Bucket, key: string, version: Version): void {
  if (version.isReplica) return;
  for (const { Status, Filter, DeleteMarkerReplication, Destination } of bucket.replication?.Rules ?? []) {
    if (Status !== "Enabled" || !key.startsWith(Filter?.Prefix ?? "")) continue;
    if (version.isDeletion && DeleteMarkerReplication?.Status !== "Enabled") continue;
    const to = Destination?.Bucket?.split(":").at(-1);
    if (to === undefined) continue;
    version.owed = [...(version.owed ?? []), to];
    deliver(buckets, bucket, to);
  }
}

/** Goes on with what an earlier process owed. */
export function deliverAll(buckets: Buckets): void {
  for (const bucket of buckets.all.values())
    for (const to of new Set(owedOf(bucket).flatMap(({ version }) => version.owed ?? [])))
      deliver(buckets, bucket, to);
}

/** Copies what is owed to a bucket, the oldest first, as late as it takes. */
function deliver(buckets: Buckets, bucket: Bucket, to: string): void {
  const { world, deliveries, end } = buckets;
  const name = `${bucket.name} to ${to}`;
  if (deliveries.has(name)) return;
  deliveries.add(name);
  world.background(`replication of ${name}`, async () => {
    try {
      for (;;) {
        const [next] = owedOf(bucket).filter(({ version }) => version.owed?.includes(to));
        const target = buckets.all.get(to);
        if (!next || !target) return;
        const late = world.links.lateMs("files", bucket.region, target.region);
        const left = next.version.modified + usualMs + late - world.clock.now();
        if (left > 0) await world.clock.sleep(Math.min(left, usualMs), end);
        else await copy(buckets, bucket, target, next);
      }
    } finally {
      deliveries.delete(name);
    }
  });
}

const owedOf = ({ objects }: Bucket) =>
  [...objects]
    .flatMap(([key, versions]) => versions.map((version) => ({ key, version })))
    .filter(({ version }) => version.owed?.length)
    .toSorted((one, other) => one.version.modified - other.version.modified);

async function copy(
  buckets: Buckets,
  from: Bucket,
  to: Bucket,
  { key, version }: { readonly key: string; readonly version: Version },
): Promise<void> {
  const { files } = buckets.world;
  const content = version.isDeletion ? undefined : await contentOf(buckets, from, key, version);
  await inTurn(buckets, { Bucket: to.name, Key: key }, async () => {
    const there = to.objects.get(key) ?? [];
    const newest = there.at(-1);
    const { owed: _, ...same } = version;
    const replica: Version = { ...same, isReplica: true };
    if (there.some(({ id }) => id === version.id)) return;
    // What was written there later stays on top.
    if (newest && newest.modified > version.modified) {
      if (content) await files.write(formerVolume(to.name), version.id, content);
      to.objects.set(
        key,
        [...there, replica].toSorted((one, other) => one.modified - other.modified),
      );
    } else
      await addVersion(buckets, to, key, replica, async () => {
        if (content) await files.write(currentVolume(to.name), key, content);
        else if (newest && !newest.isDeletion) await files.delete(currentVolume(to.name), key);
      });
  });
  version.owed = version.owed?.filter((name) => name !== to.name);
}
