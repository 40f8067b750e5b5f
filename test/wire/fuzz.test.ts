import { request as httpRequest } from "node:http";
import { wireServices } from "@signalbox/local/wire/schema";
import { serve, type WireServer } from "@signalbox/local/wire/server";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";

let server: WireServer;
beforeAll(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  server = await serve({
    handle: async () => {
      throw new Error("a service that fails on whatever it is given");
    },
    port: 0,
    principalOf: () => ({ kind: "person" }),
    requestIds: () => "request-1",
  });
});
afterAll(async () => {
  await server.close();
  vi.restoreAllMocks();
});

const services = [...wireServices().values()];
const anyOperation = fc
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

interface Malformed {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** Requests that look just enough like a call to be taken for one, with anything at all inside. */
const anyRequest: fc.Arbitrary<Malformed> = fc
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

it("answers 2,000 malformed requests each with an error in AWS's shape", async () => {
  await fc.assert(
    fc.asyncProperty(anyRequest, async (malformed) => {
      const { status, headers, body } = await send(malformed);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(headers["x-amzn-requestid"]).toBe("request-1");
      expect(body.toString("latin1")).toMatch(errorIn(headers["content-type"] ?? ""));
      if (headers["content-type"] === "application/json")
        expect(headers["x-amzn-errortype"]).toMatch(/^\w+$/);
    }),
    { numRuns: 2000 },
  );
});

/** Where each protocol says which error it is. */
function errorIn(contentType: string): RegExp {
  if (contentType === "text/xml") return /^<ErrorResponse.*<Code>\w+<\/Code>.*<\/ErrorResponse>$/s;
  if (contentType.startsWith("application/x-amz-json")) return /^\{"__type":"[\w.#]+"/;
  return contentType === "application/cbor" ? /__type/ : /"message":/i;
}

function send({ method, path, headers, body }: Malformed) {
  return new Promise<{ status: number; headers: Record<string, string>; body: Buffer }>((resolve, reject) => {
    const length = { "content-length": String(body.length) };
    const outgoing = httpRequest(
      server.url + path,
      { method, headers: { ...headers, ...length } },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("end", () => {
          const plain = Object.entries(incoming.headers).map(([key, value]) => [key, String(value)]);
          resolve({
            status: incoming.statusCode ?? 0,
            headers: Object.fromEntries(plain),
            body: Buffer.concat(chunks),
          });
        });
      },
    );
    outgoing.on("error", reject).end(body);
  });
}
