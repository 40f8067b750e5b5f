import { wireServices } from "@signalbox/local/wire/schema";
import fc from "fast-check";

export interface Malformed {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

const services = [...wireServices().values()];
export const anyOperation = fc
  .constantFrom(...services)
  .chain((service) => fc.tuple(fc.constant(service), fc.constantFrom(...service.operations.keys())));

const anyBody = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.json().map((text) => Buffer.from(text)),
  fc.string({ unit: "grapheme" }).map((text) => Buffer.from(text)),
  fc
    .array(
      fc.tuple(
        fc.stringMatching(/^[A-Za-z]{1,8}(\.(member|entry|\d{1,10}|key|value|[A-Z][a-z]{0,9})){0,5}$/),
        fc.string(),
      ),
    )
    .map((pairs) => Buffer.from(String(new URLSearchParams(pairs)))),
);

/** Requests that look just enough like a call to be taken for one, with anything at all inside. */
export const anyRequest: fc.Arbitrary<Malformed> = fc
  .tuple(
    anyOperation,
    anyBody,
    fc.constantFrom("POST", "GET", "PUT", "DELETE"),
    fc.string(),
    fc.boolean(),
    fc.nat(6),
  )
  .map(([[service, operation], body, method, noise, zipped, kind]) => {
    const segment = encodeURIComponent(noise.toWellFormed());
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIA/20260102/us-east-1/${service.name}/aws4_request`;
    const headers = { authorization, ...(zipped && { "content-encoding": "gzip" }) };
    const form = { ...headers, "content-type": "application/x-www-form-urlencoded" };
    const action = Buffer.from(`Action=${operation}&Version=${service.version}&`);
    switch (kind) {
      case 0:
        return {
          method: "POST",
          path: "/",
          headers: { ...headers, "x-amz-target": `${service.target}.${operation}` },
          body,
        };
      case 1:
        return {
          method: "POST",
          path: `/service/${service.target}/operation/${operation}`,
          headers: { ...headers, "smithy-protocol": "rpc-v2-cbor" },
          body,
        };
      case 2:
        return { method: "POST", path: "/", headers: form, body: Buffer.concat([action, body]) };
      case 3:
        return {
          method,
          path: `/2015-03-31/functions/${segment}/invocations?Qualifier=${segment}`,
          headers,
          body,
        };
      case 4:
        return { method, path: `/2015-03-31/event-source-mappings/%E0%A4%A${segment}`, headers, body };
      case 5:
        return { method, path: `/${segment}?Action=${segment}`, headers: {}, body };
      default:
        return { method, path: "/", headers: { "x-amz-target": segment, authorization: segment }, body };
    }
  });
