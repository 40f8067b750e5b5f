import { request as httpRequest } from "node:http";
import { serve, type WireServer } from "@signalbox/local/wire/server";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { fuzzCloud } from "./fuzz/cloud.ts";
import { errorIn } from "./fuzz/error-in.ts";
import { anyRequest, type Malformed } from "./fuzz/requests.ts";

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

it("answers 5,000 malformed requests, events, patterns and machines on the whole cloud without failing", async () => {
  const { failures, answered } = await fuzzCloud(5000, 1);
  expect(failures).toEqual([]);
  expect(answered.refused).toBeGreaterThan(3000);
});

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
