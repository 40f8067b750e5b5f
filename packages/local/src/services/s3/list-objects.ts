import type { Input, Output } from "../service.ts";
import { type Bucket, current, keysOf } from "./bucket.ts";

const storageClass = "STANDARD" as const;

/** A page of a bucket's keys; with a delimiter, what follows it is rolled up into common prefixes. */
export function listObjectsV2(
  bucket: Bucket,
  input: Input<"s3", "ListObjectsV2">,
): Output<"s3", "ListObjectsV2"> {
  const { Prefix: prefix = "", Delimiter: delimiter, StartAfter, ContinuationToken, MaxKeys = 1000 } = input;
  const after = ContinuationToken === undefined ? StartAfter : fromToken(ContinuationToken);
  const entries: { readonly sort: string; readonly common: boolean }[] = [];
  for (const key of keysOf(bucket)) {
    if (!current(bucket, key) || !key.startsWith(prefix)) continue;
    const end = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length);
    const common = end >= 0;
    const sort = common ? key.slice(0, end + (delimiter ?? "").length) : key;
    const isAfter = after === undefined || Buffer.compare(Buffer.from(sort), Buffer.from(after)) > 0;
    if (isAfter && entries.at(-1)?.sort !== sort) entries.push({ sort, common });
  }
  const shown = entries.slice(0, MaxKeys);
  const isTruncated = entries.length > shown.length;
  const last = shown.at(-1)?.sort;
  return {
    Name: bucket.name,
    Prefix: prefix,
    MaxKeys,
    KeyCount: shown.length,
    IsTruncated: isTruncated,
    Contents: shown.filter(({ common }) => !common).map(({ sort }) => described(bucket, sort)),
    CommonPrefixes: shown.filter(({ common }) => common).map(({ sort }) => ({ Prefix: sort })),
    ...(delimiter !== undefined && { Delimiter: delimiter }),
    ...(isTruncated && last !== undefined && { NextContinuationToken: toToken(last) }),
  };
}

function described(bucket: Bucket, key: string) {
  const version = current(bucket, key);
  return {
    Key: key,
    Size: version?.sizeBytes ?? 0,
    ETag: version?.etag ?? "",
    LastModified: new Date(version?.modified ?? 0),
    StorageClass: storageClass,
  };
}

/** All versions and deletions under a prefix, of each key the newest first; in one page. */
export function listObjectVersions(
  bucket: Bucket,
  { Prefix: prefix = "" }: Input<"s3", "ListObjectVersions">,
): Output<"s3", "ListObjectVersions"> {
  const all = keysOf(bucket)
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) =>
      (bucket.objects.get(key) ?? [])
        .toReversed()
        .map((version, index) => ({ key, version, IsLatest: index === 0 })),
    );
  return {
    Name: bucket.name,
    Prefix: prefix,
    IsTruncated: false,
    Versions: all
      .filter(({ version }) => !version.isDeletion)
      .map(({ key, version, IsLatest }) => ({
        Key: key,
        VersionId: version.id,
        IsLatest,
        Size: version.sizeBytes,
        ETag: version.etag,
        LastModified: new Date(version.modified),
        StorageClass: storageClass,
      })),
    DeleteMarkers: all
      .filter(({ version }) => version.isDeletion)
      .map(({ key, version, IsLatest }) => ({
        Key: key,
        VersionId: version.id,
        IsLatest,
        LastModified: new Date(version.modified),
      })),
  };
}

const toToken = (key: string): string => Buffer.from(key).toString("base64");
const fromToken = (token: string): string => Buffer.from(token, "base64").toString();
