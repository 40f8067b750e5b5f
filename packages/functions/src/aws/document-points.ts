import { ListObjectsV2Command, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import {
  type DocumentPoint,
  documentArn,
  pointFolders,
  pointOfKey,
} from "@signalbox/core/backup/configuration/point-key";
import type { HeldPoint } from "@signalbox/core/backup/held-point";

/** Every recovery point that is a document of the bucket. */
export async function listDocumentPoints(client: S3Client, bucket: string): Promise<HeldPoint[]> {
  const found: HeldPoint[] = [];
  for (const folder of pointFolders)
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client },
      { Bucket: bucket, Prefix: `${folder}/` },
    ))
      for (const { Key: key = "" } of Contents) {
        const point = pointOfKey(key);
        if (point) found.push(heldPoint(bucket, key, point));
      }
  return found;
}

const heldPoint = (
  bucket: string,
  key: string,
  { class: id, capturedAt, expiresAt, copied }: DocumentPoint,
): HeldPoint => ({
  id: documentArn(bucket, key),
  resource: id.slice(0, id.indexOf("/")),
  class: id,
  capturedAt,
  expiresAt,
  whole: true,
  copied,
});

/** Whether the bucket has a document of this key. To list is enough: to open it, or its head, takes its key of KMS. */
export async function hasDocument(client: S3Client, bucket: string, key: string): Promise<boolean> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: key }));
  return Contents.some((one) => one.Key === key);
}
