import { gunzipSync } from "node:zlib";
import { callerOf } from "../gate/caller.ts";
import { ConnectionReset } from "../gate/connection-reset.ts";
import type { Forbidden } from "../gate/forbidden.ts";
import type { Handle } from "../gate/gate.ts";
import { AwsError } from "../services/error.ts";
import type { Principal } from "../services/service.ts";
import { unchunked } from "./aws-chunked.ts";
import { cbor } from "./cbor.ts";
import { malformed } from "./conform.ts";
import { asAwsError, wireError } from "./error.ts";
import { json } from "./json.ts";
import type { Protocol, WireAnswer, WireRequest } from "./protocol.ts";
import { query } from "./query.ts";
import { type Recognised, recognise, scopeOf } from "./recognise.ts";
import { restJson } from "./rest-json.ts";
import { restXml } from "./rest-xml.ts";
import { isServiceName, type ProtocolName, type WireService, wireServices } from "./schema.ts";

export const protocols: Readonly<Record<ProtocolName, Protocol>> = {
  "json-1.0": json("1.0"),
  "json-1.1": json("1.1"),
  cbor,
  query,
  "rest-json": restJson,
  "rest-xml": restXml,
};

/** What a call needs to be answered. */
export interface Answering {
  readonly handle: Handle;
  /** Who signs with this access key; undefined for an unsigned request. */
  principalOf(accessKeyId: string | undefined): Principal;
  requestIds(): string;
  /** Hears what roles ask of services that are not there. */
  readonly unknown?: Forbidden["unknown"];
}

/**
 * The answer to one request, whatever it holds: every failure is an error in the shape of the request's protocol. Throws
 * ConnectionReset alone, which no protocol can say.
 */
export async function answerCall(answering: Answering, request: WireRequest): Promise<WireAnswer> {
  const requestId = answering.requestIds();
  const recognised = recognise(wireServices(), request);
  const { protocol, service = nobody } = recognised;
  const codec = protocols[protocol];
  try {
    return await call(answering, request, recognised, requestId);
  } catch (thrown) {
    if (thrown instanceof ConnectionReset) throw thrown;
    const error = asAwsError(thrown, `${service.name}:${recognised.operation?.name ?? "?"}`);
    return codec.encodeError(service, wireError(service, error), requestId);
  }
}

async function call(
  { handle, principalOf, unknown }: Answering,
  request: WireRequest,
  { protocol, service, operation, match, error }: Recognised,
  requestId: string,
): Promise<WireAnswer> {
  const { region = "us-east-1", accessKeyId, service: signed = "" } = scopeOf(request);
  const principal = principalOf(accessKeyId);
  if (!service && principal.kind === "role") {
    const asked = { service: signed, operation: `${request.method} ${request.url.pathname}` };
    unknown?.({ caller: callerOf(principal), from: principal.from, region, ...asked });
  }
  if (!service || !operation || !isServiceName(service.name)) throw error ?? malformed("no operation");
  refuseStreams(service, operation.input.getEventStreamMember() || operation.output.getEventStreamMember());
  const codec = protocols[protocol];
  const input = decoded(() =>
    codec.decode(service, operation, { ...request, body: unzip(unchunked(request)) }, match),
  );
  const context = { region, principal, requestId };
  const output = await handle({ service: service.name, operation: operation.name, input, context });
  return codec.encode(service, operation, output, requestId);
}

/** The SDK's own parsers throw TypeErrors of many words at what they cannot read; to a caller it is all one. */
function decoded<T>(decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw cause instanceof AwsError
      ? cause
      : malformed(cause instanceof Error ? cause.message : String(cause));
  }
}

/** CloudWatch clients gzip bodies of 10 KiB and more. The limit keeps a small body from growing without end. */
function unzip({ headers, body }: WireRequest): Buffer {
  if (headers["content-encoding"] !== "gzip") return body;
  try {
    return gunzipSync(body, { maxOutputLength: 64 * 1024 * 1024 });
  } catch (cause) {
    throw malformed(`the body is no gzip: ${cause instanceof Error ? cause.message : cause}`);
  }
}

function refuseStreams({ name }: WireService, member: string): void {
  if (member)
    throw new AwsError(
      "NotImplementedException",
      `the local cloud speaks no event streams (${name}: ${member})`,
      {
        statusCode: 501,
      },
    );
}

/** Whose error it is when no service could be recognised. */
const nobody: WireService = {
  name: "aws",
  protocol: "json-1.0",
  target: "",
  version: "",
  namespace: "com.amazon.coral.service",
  xmlNamespace: "",
  queryCompatible: false,
  operations: new Map(),
  routes: [],
  errors: new Map(),
};
