import { JsonShapeDeserializer2, JsonShapeSerializer2 } from "@smithy/core/protocols";
import type { DocumentType } from "@smithy/types";
import { conform, malformed } from "./conform.ts";
import type { WireError } from "./error.ts";
import type { Protocol, WireAnswer } from "./protocol.ts";
import type { WireService } from "./schema.ts";

/** Timestamps are epoch seconds (7) where the model says nothing. */
const settings = { timestampFormat: { useTrait: true, default: 7 as const }, jsonName: false };

/** awsJson1_0 and awsJson1_1: POST /, the operation in x-amz-target, JSON in and out. */
export function json(version: "1.0" | "1.1"): Protocol {
  const answer = (status: number, requestId: string, body: Uint8Array | string): WireAnswer => ({
    status,
    headers: { "content-type": `application/x-amz-json-${version}`, "x-amzn-requestid": requestId },
    body,
  });
  return {
    decode: (_service, { input }, { body }) => {
      const parsed = body.length === 0 ? {} : parseJson(body);
      if (input.isUnitSchema()) return {};
      const decoded = new JsonShapeDeserializer2(settings).readObject(input, parsed);
      conform(input, decoded);
      return decoded;
    },
    encode: (_service, { output }, value, requestId) => {
      if (output.isUnitSchema()) return answer(200, requestId, "{}");
      const serializer = new JsonShapeSerializer2(settings);
      serializer.write(output, value);
      return answer(200, requestId, serializer.flush());
    },
    encodeError: (service, error, requestId) => {
      const serializer = new JsonShapeSerializer2(settings);
      serializer.write(error.schema, error.members);
      // 1.0 names errors absolutely, 1.1 relatively.
      const type = version === "1.0" ? `${service.namespace}#${error.name}` : error.name;
      const body = withType(type, new TextDecoder().decode(serializer.flush()));
      const plain = answer(error.status, requestId, body);
      return { ...plain, headers: { ...plain.headers, ...queryErrorHeader(service, error) } };
    },
  };
}

export function parseJson(body: Buffer): DocumentType {
  try {
    return JSON.parse(body.toString());
  } catch (cause) {
    throw malformed(cause instanceof Error ? cause.message : String(cause));
  }
}

/** Services that once spoke query tell the old code in a header, for code that still asks for it. */
export function queryErrorHeader(service: WireService, error: WireError): Record<string, string> {
  return service.queryCompatible ? { "x-amzn-query-error": `${error.queryCode};${error.fault}` } : {};
}

const withType = (type: string, object: string): string =>
  `{"__type":${JSON.stringify(type)}${object === "{}" ? "" : ","}${object.slice(1)}`;
