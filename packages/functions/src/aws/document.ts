import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { z } from "zod";
import { unless } from "./unless.ts";

/** A document in a bucket, such as a manifest: JSON, however long. */
export interface DocumentPlace {
  readonly client: S3Client;
  readonly bucket: string;
  readonly key: string;
}

/** The text of it, whatever it is; undefined where there is none. */
export async function readText({ client, bucket, key }: DocumentPlace): Promise<string | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await Body?.transformToString()) ?? "";
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** Undefined where there is none. Throws a ZodError for one that is no `schema`. */
export async function readDocument<Schema extends z.ZodType>(
  place: DocumentPlace,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const text = await readText(place);
  return text === undefined ? undefined : schema.parse(JSON.parse(text));
}

/** The whole document at once; written again, it is replaced. */
export async function writeDocument(place: DocumentPlace, document: object): Promise<void> {
  await put(place, document);
}

/** The whole document, where there is none; one that is there stays as it is. */
export async function writeFirst(place: DocumentPlace, document: object): Promise<void> {
  await unless("PreconditionFailed", put(place, document, { IfNoneMatch: "*" }));
}

const put = (
  { client, bucket, key }: DocumentPlace,
  document: object,
  condition: { readonly IfNoneMatch?: string } = {},
) =>
  client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: JSON.stringify(document),
      ContentType: "application/json",
      ...condition,
    }),
  );

export async function deleteDocument({ client, bucket, key }: DocumentPlace): Promise<void> {
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
}
