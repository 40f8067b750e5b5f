import { HttpResponse } from "@smithy/core/protocols";
import type { WireAnswer } from "./protocol.ts";
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
  const headers = Object.entries(answer.headers).map(([key, value]) => [key.toLowerCase(), value]);
  const response = new HttpResponse({
    statusCode: answer.status,
    headers: Object.fromEntries(headers),
    body: typeof answer.body === "string" ? Buffer.from(answer.body) : answer.body,
  });
  return protocol.deserializeResponse({ namespace, name, traits, input, output }, context, response);
}
