import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { z } from "zod";

/** A document in a bucket, such as a manifest: JSON, however long. */
export interface DocumentPlace {
  readonly client: S3Client;
  readonly bucket: string;
  readonly key: string;
}

/** Undefined where there is none. Throws a ZodError for one that is no `schema`. */
export async function readDocument<Schema extends z.ZodType>(
  { client, bucket, key }: DocumentPlace,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return schema.parse(JSON.parse((await Body?.transformToString()) ?? ""));
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** The whole document at once; written again, it is replaced. */
export async function writeDocument({ client, bucket, key }: DocumentPlace, document: object): Promise<void> {
  await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: JSON.stringify(document),
      ContentType: "application/json",
    }),
  );
}

export async function deleteDocument({ client, bucket, key }: DocumentPlace): Promise<void> {
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
}
