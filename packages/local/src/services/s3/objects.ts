import { createHash } from "node:crypto";
import { NamedError } from "@signalbox/core/error";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import {
  type Bucket,
  current,
  currentVolume,
  formerVolume,
  noSuchKey,
  noVersion,
  type Version,
} from "./bucket.ts";
import { type Buckets, bucketOf } from "./buckets.ts";
import { owe } from "./replication.ts";

/** What is understood of PutObject; checksums and the way of encryption are taken and come to nothing. */
const understood: readonly (keyof Input<"s3", "PutObject">)[] = [
  "Bucket",
  "Key",
  "Body",
  "ContentLength",
  "ContentType",
  "ContentMD5",
  "Metadata",
  "IfNoneMatch",
  "ChecksumAlgorithm",
  "ChecksumCRC32",
  "ChecksumCRC32C",
  "ChecksumCRC64NVME",
  "ChecksumSHA1",
  "ChecksumSHA256",
  "ServerSideEncryption",
  "SSEKMSKeyId",
  "BucketKeyEnabled",
];

export async function putObject(
  buckets: Buckets,
  input: Input<"s3", "PutObject">,
): Promise<Output<"s3", "PutObject">> {
  refuseUnsupported("PutObject", input, understood);
  const { Key: key = "", Body: body = new Uint8Array(), IfNoneMatch, ContentType, Metadata } = input;
  const bucket = bucketOf(buckets, input.Bucket);
  const content = typeof body === "string" ? Buffer.from(body) : body;
  if (!(content instanceof Uint8Array)) throw unsupported("PutObject", "a stream as Body");
  if (IfNoneMatch === "*" && current(bucket, key))
    throw new AwsError(
      "PreconditionFailed",
      "At least one of the pre-conditions you specified did not hold",
      { statusCode: 412 },
    );
  const version: Version = {
    id: newVersionId(buckets, bucket),
    isDeletion: false,
    sizeBytes: content.byteLength,
    etag: `"${createHash("md5").update(content).digest("hex")}"`,
    modified: buckets.world.clock.now(),
    contentType: ContentType,
    metadata: Metadata ?? {},
  };
  await addVersion(buckets, bucket, key, version, () => write(buckets, bucket, key, content));
  owe(buckets, bucket, key, version);
  return { ETag: version.etag, ...versionOf(version) };
}

async function write({ world }: Buckets, bucket: Bucket, key: string, content: Uint8Array): Promise<void> {
  try {
    await world.files.write(currentVolume(bucket.name), key, content);
  } catch (error) {
    if (error instanceof NamedError && error.name === "Files.BadPath")
      throw unsupported("PutObject", `a key that is no path of a file (${key})`);
    throw error;
  }
}

/** Puts a version on top: the one below it keeps its content elsewhere, or goes where the bucket keeps no versions. */
export async function addVersion(
  { world }: Buckets,
  bucket: Bucket,
  key: string,
  version: Version,
  change: () => Promise<void>,
): Promise<void> {
  const before = bucket.objects.get(key) ?? [];
  const newest = before.at(-1);
  const replaced = version.id === noVersion ? before.filter(({ id }) => id === noVersion) : [];
  if (newest && !newest.isDeletion && !replaced.includes(newest)) {
    const content = await world.files.read(currentVolume(bucket.name), key);
    await world.files.write(formerVolume(bucket.name), newest.id, content);
  }
  await change();
  bucket.objects.set(key, [...before.filter((one) => !replaced.includes(one)), version]);
}

export function headObject(buckets: Buckets, input: Input<"s3", "HeadObject">): Output<"s3", "HeadObject"> {
  const version = versionIn(bucketOf(buckets, input.Bucket), input.Key ?? "", input.VersionId);
  return {
    ContentLength: version.sizeBytes,
    ETag: version.etag,
    LastModified: new Date(version.modified),
    ContentType: version.contentType ?? "binary/octet-stream",
    Metadata: { ...version.metadata },
    ...replicationOf(version),
    ...versionOf(version),
  };
}

export async function readObject(
  buckets: Buckets,
  { Bucket: name, Key: key = "", VersionId: id }: Input<"s3", "GetObject">,
): Promise<Uint8Array> {
  const bucket = bucketOf(buckets, name);
  const version = versionIn(bucket, key, id);
  return await contentOf(buckets, bucket, key, version);
}

/** Of a version that is no deletion. */
export async function contentOf(
  { world: { files } }: Buckets,
  bucket: Bucket,
  key: string,
  version: Version,
): Promise<Uint8Array> {
  return version === bucket.objects.get(key)?.at(-1)
    ? await files.read(currentVolume(bucket.name), key)
    : await files.read(formerVolume(bucket.name), version.id);
}

/** Without a version, a deletion is put on top where the bucket keeps versions; with one, that version goes for good. */
export async function deleteObject(
  buckets: Buckets,
  input: Pick<Input<"s3", "DeleteObject">, "Bucket" | "Key" | "VersionId">,
): Promise<Output<"s3", "DeleteObject">> {
  const bucket = bucketOf(buckets, input.Bucket);
  const { Key: key = "", VersionId } = input;
  if (VersionId !== undefined) return await deleteVersion(buckets, bucket, key, VersionId);
  if (!bucket.versioning) {
    if (current(bucket, key)) await buckets.world.files.delete(currentVolume(bucket.name), key);
    bucket.objects.delete(key);
    return {};
  }
  const marker: Version = {
    id: newVersionId(buckets, bucket),
    isDeletion: true,
    sizeBytes: 0,
    etag: "",
    modified: buckets.world.clock.now(),
    contentType: undefined,
    metadata: {},
  };
  await addVersion(buckets, bucket, key, marker, () =>
    current(bucket, key) ? buckets.world.files.delete(currentVolume(bucket.name), key) : Promise.resolve(),
  );
  owe(buckets, bucket, key, marker);
  return { DeleteMarker: true, VersionId: marker.id };
}

async function deleteVersion(
  { world: { files } }: Buckets,
  bucket: Bucket,
  key: string,
  id: string,
): Promise<Output<"s3", "DeleteObject">> {
  const versions = bucket.objects.get(key) ?? [];
  const gone = versions.find((version) => version.id === id);
  if (!gone) return { VersionId: id };
  const left = versions.filter((version) => version !== gone);
  if (gone !== versions.at(-1)) await files.delete(formerVolume(bucket.name), id);
  else {
    if (!gone.isDeletion) await files.delete(currentVolume(bucket.name), key);
    const next = left.at(-1);
    if (next && !next.isDeletion) {
      const content = await files.read(formerVolume(bucket.name), next.id);
      await files.write(currentVolume(bucket.name), key, content);
      await files.delete(formerVolume(bucket.name), next.id);
    }
  }
  if (left.length > 0) bucket.objects.set(key, left);
  else bucket.objects.delete(key);
  return { VersionId: id, ...(gone.isDeletion && { DeleteMarker: true }) };
}

function versionIn(bucket: Bucket, key: string, id: string | undefined): Version {
  const version =
    id === undefined ? current(bucket, key) : bucket.objects.get(key)?.find((one) => one.id === id);
  if (version && !version.isDeletion) return version;
  if (id === undefined) throw noSuchKey(key);
  if (version)
    throw new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", {
      statusCode: 405,
    });
  throw new AwsError("NoSuchVersion", "The specified version does not exist.", { statusCode: 404 });
}

const newVersionId = ({ world }: Buckets, { versioning }: Bucket): string =>
  versioning === "Enabled" ? world.random.hex(32) : noVersion;

function replicationOf({ isReplica, owed }: Version): Pick<Output<"s3", "HeadObject">, "ReplicationStatus"> {
  if (isReplica) return { ReplicationStatus: "REPLICA" };
  if (!owed) return {};
  return { ReplicationStatus: owed.length > 0 ? "PENDING" : "COMPLETED" };
}

const versionOf = ({ id }: Version): { VersionId?: string } => (id === noVersion ? {} : { VersionId: id });
