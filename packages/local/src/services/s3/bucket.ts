import type { ReplicationConfiguration } from "@aws-sdk/client-s3";
import { AwsError } from "../error.ts";

/** One version of an object; without content where it marks a deletion. */
export interface Version {
  readonly id: string;
  readonly isDeletion: boolean;
  readonly sizeBytes: number;
  /** The MD5 of its content in quotation marks; empty for a deletion. */
  readonly etag: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
  readonly contentType: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
  /** Whether it came from another bucket. */
  readonly isReplica?: boolean;
  /** Names of the buckets that it has yet to be copied to; undefined where it is copied to none. */
  owed?: readonly string[] | undefined;
}

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly created: number;
  versioning: "Enabled" | "Suspended" | undefined;
  /** Undefined where none were ever put. */
  tags?: readonly { readonly Key: string | undefined; readonly Value: string | undefined }[];
  replication?: ReplicationConfiguration | undefined;
  /** By key: the newest version last. */
  readonly objects: Map<string, Version[]>;
}

/** What lies under its keys now. */
export const currentVolume = (bucket: string): string => `bucket-${bucket}`;
/** What lay there before, under the versions' ids. */
export const formerVolume = (bucket: string): string => `versions-${bucket}`;

/** Of objects that were put while the bucket had no versions. */
export const noVersion = "null";

/** The newest version of a key, unless it is a deletion. */
export function current({ objects }: Bucket, key: string): Version | undefined {
  const newest = objects.get(key)?.at(-1);
  return newest?.isDeletion ? undefined : newest;
}

/** Keys in the order that S3 lists them, by UTF-8 bytes. */
export const keysOf = ({ objects }: Bucket): string[] =>
  [...objects.keys()].toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));

export const noSuchKey = (key: string): AwsError =>
  new AwsError("NoSuchKey", "The specified key does not exist.", { statusCode: 404, fields: { Key: key } });

export const noSuchBucket = (bucket: string): AwsError =>
  new AwsError("NoSuchBucket", "The specified bucket does not exist", {
    statusCode: 404,
    fields: { BucketName: bucket },
  });

/** An answer to HEAD has no body that could say what was not found. */
export function asHead<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (error instanceof AwsError && error.statusCode === 404)
      throw new AwsError("NotFound", "Not Found", { statusCode: 404 });
    throw error;
  }
}
