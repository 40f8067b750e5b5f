import { Readable } from "node:stream";
import { HttpResponse } from "@smithy/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import type { WireAnswer } from "./protocol.ts";
import { payloadMember } from "./rest-bindings.ts";
import type { Operation } from "./schema.ts";

/** An output as the SDK gives it. */
export type Answered = object & { readonly $metadata: object };

/** The half of an SDK client's protocol that reads answers. */
export interface ClientProtocol {
  deserializeResponse(operation: object, context: object, response: HttpResponse): Promise<Answered>;
}

export function isClientProtocol(value: unknown): value is ClientProtocol {
  return typeof value === "object" && value !== null && "deserializeResponse" in value;
}

/** Has the client's own protocol read an answer, as if it came by HTTP. Throws the client's exception for an error. */
export function decodeAnswer(
  protocol: ClientProtocol,
  { schema }: Operation,
  context: object,
  answer: WireAnswer,
): Promise<Answered> {
  const [, namespace, name, traits, input, output] = schema;
  const bytes = typeof answer.body === "string" ? Buffer.from(answer.body) : answer.body;
  const headers = Object.entries(answer.headers).map(([key, value]) => [key.toLowerCase(), value]);
  const response = new HttpResponse({
    statusCode: answer.status,
    headers: Object.fromEntries(headers),
    body: isStreamed(output) ? Readable.from([bytes], { objectMode: false }) : bytes,
  });
  return protocol.deserializeResponse({ namespace, name, traits, input, output }, context, response);
}

/** Whether a client reads the body as a stream, such as that of an object in S3. */
function isStreamed(output: Operation["schema"][5]): boolean {
  const schema = NormalizedSchema.of(output);
  return !schema.isUnitSchema() && payloadMember(schema)?.[1].getMergedTraits().streaming === 1;
}
