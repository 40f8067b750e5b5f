import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import type { FoundFiles } from "@signalbox/core/backup/content/found";
import { digestObject } from "./digest-object.ts";

/** Each has a connection and one piece of its object in memory. */
const atOnce = 16;

/** AWS Backup makes no points of these: https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html */
const archived: readonly (string | undefined)[] = ["GLACIER", "DEEP_ARCHIVE"];

export interface Slice {
  readonly files: FoundFiles["files"];
  /** The last key that was looked at; undefined: all were. */
  readonly after: string | undefined;
}

/**
 * Digests of a bucket's objects in the order of their keys, of those behind `after`, until `isOver` or `signal` says that it is
 * enough. Rejects with what kept it from the first object; what keeps it from a later one, the next slice meets.
 */
export async function readSlice(
  client: S3Client,
  Bucket: string,
  {
    after: begin,
    isOver,
    signal,
  }: { readonly after: string | undefined; readonly isOver: () => boolean; readonly signal: AbortSignal },
): Promise<Slice> {
  const files: [string, FoundFiles["files"][string]][] = [];
  let after = begin;
  for (;;) {
    const asked = new ListObjectsV2Command({ Bucket, ...(after !== undefined && { StartAfter: after }) });
    const { Contents = [], IsTruncated } = await client.send(asked, { abortSignal: signal });
    const keys = Contents.flatMap(({ Key, StorageClass }) =>
      Key === undefined || archived.includes(StorageClass) ? [] : [Key],
    );
    const { found, problem } = await digestAll(keys, isOver, (Key) =>
      digestObject(client, { Bucket, Key }, signal),
    );
    for (const [key, file] of found) if (file) files.push([key, file]);
    const isWhole = found.length === keys.length;
    after = (isWhole ? Contents.at(-1)?.Key : found.at(-1)?.[0]) ?? after;
    if (problem && after === begin) throw problem.error;
    if (isWhole && !IsTruncated) return { files: Object.fromEntries(files), after: undefined };
    if (!isWhole || isOver()) return { files: Object.fromEntries(files), after };
  }
}

/** What came of the first keys, up to the first of which nothing did. */
async function digestAll<T>(
  keys: readonly string[],
  isOver: () => boolean,
  digest: (key: string) => Promise<T>,
) {
  const all = new Map<string, T>();
  let problem: { readonly error: unknown } | undefined;
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let key = keys[next++]; key !== undefined; key = keys[next++]) {
      if (problem || (isOver() && all.size > 0)) return;
      try {
        all.set(key, await digest(key));
      } catch (error) {
        problem ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  const end = keys.findIndex((key) => !all.has(key));
  const done = end < 0 ? keys : keys.slice(0, end);
  return { found: done.map((key) => [key, all.get(key)] as const), problem };
}
