import { createHash } from "node:crypto";
import type { ServiceName } from "@signalbox/local/services/modules";
import { serviceOf } from "@signalbox/local/wire/schema";
import { expect } from "vitest";
import { type Bed, command, type Spoken } from "./transports.ts";
import { fillings, plain } from "./values.ts";

/** Operations that cannot make the round trip, and why. */
export const impossible: Readonly<Record<string, string>> = {
  "lambda:InvokeWithResponseStream": "answers by an event stream, which the wire refuses by name",
  "logs:GetLogObject": "answers by an event stream, which the wire refuses by name",
  "logs:StartLiveTail": "answers by an event stream, which the wire refuses by name",
};

/**
 * Of services of many more operations than are used: those that make the trip. Objects of S3 do not: their checksums must be
 * true and their metadata ASCII; packages/local/src/services/s3/service.test.ts sends them both ways.
 */
export const used: { readonly [S in ServiceName]?: readonly string[] } = {
  s3: [
    "CreateBucket",
    "DeleteBucket",
    "DeleteObject",
    "GetBucketVersioning",
    "HeadBucket",
    "ListBuckets",
    "ListObjectVersions",
    "ListObjectsV2",
    "PutBucketVersioning",
  ],
};

/** Members that a client will not send, and why; all others of the operation make the trip. */
const unsendable: Readonly<Record<string, string>> = {
  // A global endpoint: the client then signs with SigV4A for a host of that name, and refuses any other.
  "events:PutEvents": "EndpointId",
  // Headers that must be names of algorithms, or ASCII.
  "s3:ListObjectVersions": "OptionalObjectAttributes",
  "s3:ListObjectsV2": "OptionalObjectAttributes",
  "s3:PutBucketVersioning": "ChecksumAlgorithm",
};

const md5 = (text: unknown): string => createHash("md5").update(String(text)).digest("hex");

/** Answers that a client compares with what it sent or received, and refuses where their digests are not true. */
const truthful: Readonly<Record<string, (output: Loose, input: Loose) => object>> = {
  "sqs:SendMessage": (output, { MessageBody }) => ({ ...output, MD5OfMessageBody: md5(MessageBody) }),
  "sqs:ReceiveMessage": ({ Messages, ...output }) => ({
    ...output,
    Messages: Array.isArray(Messages)
      ? Messages.map((message) => ({ ...message, MD5OfBody: md5(message.Body) }))
      : [],
  }),
};

type Loose = Record<string, unknown>;

/**
 * Sends every operation of a service with all its members, and answers it with all of its output's.
 * @returns how many calls were made, and what arrived or came back otherwise than it was sent
 */
export async function roundTrips(
  bed: Bed,
  service: ServiceName,
  config: Spoken = {},
): Promise<{ calls: number; wrong: object[] }> {
  const client = bed.client(service, config);
  const wrong: object[] = [];
  let calls = 0;
  for (const { name, input: inputSchema, output: outputSchema } of serviceOf(service).operations.values()) {
    if (`${service}:${name}` in impossible || used[service]?.includes(name) === false) continue;
    const inputs = fillings(inputSchema);
    const outputs = fillings(outputSchema);
    for (let index = 0; index < Math.max(inputs.length, outputs.length); index++) {
      const { [unsendable[`${service}:${name}`] ?? ""]: _, ...input } = inputs[index % inputs.length] ?? {};
      const filled = outputs[index % outputs.length] ?? {};
      const output = truthful[`${service}:${name}`]?.(filled, input) ?? filled;
      bed.answerWith(() => output);
      calls++;
      try {
        const answer = await client.send(command(service, name, input));
        expect(plain(bed.lastCall().input)).toEqual(plain(input));
        expect(plain(answer)).toEqual(plain(output));
        expect(bed.lastCall()).toMatchObject({ service, operation: name });
      } catch (error) {
        wrong.push({ operation: name, index, error: String(error) });
      }
    }
  }
  return { calls, wrong };
}
