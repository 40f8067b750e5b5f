import { createHash } from "node:crypto";
import type { MessageAttributeValue } from "@aws-sdk/client-sqs";

/** Of texts as UTF-8, in lower-case hex. Clients refuse an answer whose digests are not true. */
export function md5(text: string | Uint8Array): string {
  return createHash("md5").update(text).digest("hex");
}

/**
 * Digest of a message's attributes: of each, sorted by name, the name, the type and the value, each with its length
 * before it as four bytes. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function md5OfAttributes(attributes: Readonly<Record<string, MessageAttributeValue>>): string {
  const parts = Object.entries(attributes)
    .toSorted(([one], [two]) => (one < two ? -1 : 1))
    .flatMap(([name, { DataType = "", StringValue, BinaryValue }]) => [
      withLength(Buffer.from(name)),
      withLength(Buffer.from(DataType)),
      Buffer.of(BinaryValue ? 2 : 1),
      withLength(BinaryValue ? Buffer.from(BinaryValue) : Buffer.from(StringValue ?? "")),
    ]);
  return md5(Buffer.concat(parts));
}

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.byteLength);
  return Buffer.concat([length, bytes]);
}
