import { AwsError } from "../services/error.ts";
import type { WireRequest } from "./protocol.ts";
import { formOf } from "./query.ts";
import { matchRoute, type RouteMatch } from "./route.ts";
import type { Operation, ProtocolName, WireService } from "./schema.ts";

/** What a request says of itself before its body is decoded. */
export interface Recognised {
  /** How to answer; known even where service or operation are not. */
  readonly protocol: ProtocolName;
  readonly service?: WireService;
  readonly operation?: Operation;
  readonly match?: RouteMatch;
  /** Set where service or operation is not there: what to answer. */
  readonly error?: AwsError;
}

/** The credential of a request's signature, from its header or (presigned) its URL. */
export interface Scope {
  readonly accessKeyId?: string;
  readonly region?: string;
  readonly service?: string;
}

export function scopeOf({ headers, url }: WireRequest): Scope {
  const credential =
    /Credential=([^,\s]+)/.exec(headers.authorization ?? "")?.[1] ?? url.searchParams.get("X-Amz-Credential");
  if (!credential) return {};
  const [accessKeyId, , region, service] = credential.split("/");
  return { ...(accessKeyId && { accessKeyId }), ...(region && { region }), ...(service && { service }) };
}

/**
 * Finds protocol, service and operation. A client may choose another protocol than ours does (botocore sends CloudWatch
 * as query, JSON or CBOR, by version), so each is taken for each service wherever the request shows which it is.
 */
export function recognise(services: ReadonlyMap<string, WireService>, request: WireRequest): Recognised {
  const { headers, url } = request;
  const target = headers["x-amz-target"];
  const rpc = /^\/service\/([^/]+)\/operation\/([^/]+)\/?$/.exec(url.pathname);
  if (headers["smithy-protocol"] === "rpc-v2-cbor")
    return rpcCall(services, "cbor", decodePart(rpc?.[1]), decodePart(rpc?.[2]));
  if (typeof target === "string") {
    const dot = target.lastIndexOf(".");
    const version = headers["content-type"]?.includes("json-1.1") ? "json-1.1" : "json-1.0";
    return rpcCall(services, version, target.slice(0, Math.max(dot, 0)), target.slice(dot + 1));
  }
  const signed = services.get(scopeOf(request).service ?? "");
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  const form = isForm || url.searchParams.has("Action") ? formOf(request) : undefined;
  if (form?.has("Action")) return queryCall(services, signed, form);
  return restCall(services, signed, request);
}

function rpcCall(
  services: ReadonlyMap<string, WireService>,
  protocol: ProtocolName,
  target: string,
  name: string,
): Recognised {
  const service = [...services.values()].find((candidate) => candidate.target === target);
  if (!service) return { protocol, error: unknownService(services, target) };
  const operation = service.operations.get(name);
  if (operation) return { protocol, service, operation };
  return { protocol, service, error: unknownOperation("UnknownOperationException", service, name) };
}

function queryCall(
  services: ReadonlyMap<string, WireService>,
  signed: WireService | undefined,
  form: URLSearchParams,
): Recognised {
  const name = form.get("Action") ?? "";
  const version = form.get("Version");
  const service =
    signed ?? [...services.values()].find((each) => each.version === version && each.operations.has(name));
  if (!service) return { protocol: "query", error: unknownService(services, `version ${version}`) };
  const operation = service.operations.get(name);
  if (operation) return { protocol: "query", service, operation };
  return { protocol: "query", service, error: unknownOperation("InvalidAction", service, name) };
}

function restCall(
  services: ReadonlyMap<string, WireService>,
  signed: WireService | undefined,
  request: WireRequest,
): Recognised {
  // Any path may be a bucket's, so that an unsigned request is never taken for one of S3.
  const candidates = signed ? [signed] : [...services.values()].filter(({ name }) => name !== "s3");
  for (const service of candidates) {
    const url = service.name === "s3" ? bucketInPath(request) : request.url;
    const match = matchRoute(service.routes, request.method, url, request.headers);
    if (match) return { protocol: service.protocol, service, operation: match.route.operation, match };
  }
  const { protocol = "rest-json" } = signed ?? {};
  const name = `${request.method} ${request.url.pathname}`;
  if (!signed) return { protocol, error: unknownService(services, scopeOf(request).service ?? name) };
  return {
    protocol,
    service: signed,
    error: unknownOperation("UnknownOperationException", signed, name, 404),
  };
}

/** `bucket.localhost/key` is `/bucket/key`. */
function bucketInPath({ headers, url }: WireRequest): URL {
  const bucket = /^(.+)\.localhost(?::\d+)?$/.exec(headers.host ?? "")?.[1];
  return bucket === undefined ? url : new URL(`/${bucket}${url.pathname}${url.search}`, url);
}

function unknownService(services: ReadonlyMap<string, WireService>, name: string): AwsError {
  const there = [...services.keys()].toSorted().join(", ");
  return new AwsError(
    "UnknownOperationException",
    `the local cloud has no service ${name || "for this request"}; it has ${there}`,
    { statusCode: 404 },
  );
}

function unknownOperation(
  code: string,
  { name: service, operations }: WireService,
  name: string,
  statusCode = 400,
): AwsError {
  const there = [...operations.keys()].toSorted().join(", ");
  return new AwsError(code, `${service} has no operation ${name || "(none named)"}; it has ${there}`, {
    statusCode,
  });
}

function decodePart(part = ""): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
