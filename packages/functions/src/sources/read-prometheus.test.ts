import { createHash, createHmac } from "node:crypto";
import type { PrometheusSource } from "@signalbox/core/analysis/sources/prometheus";
import type { Subject } from "@signalbox/core/analysis/sources/template";
import { expect, test } from "vitest";
import { createClients } from "../aws/clients.ts";
import { systemClock } from "../system-clock.ts";
import { json, type Received, withServer } from "../web/server.fixture.ts";
import { readPrometheus } from "./read-prometheus.ts";

const secretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const aws = createClients({
  region: "us-east-1",
  clock: systemClock,
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey, sessionToken: "token" },
});
const context = { aws, clock: systemClock, signal: new AbortController().signal };
const green: Subject = {
  name: "chat",
  side: "green",
  service: "chat-green",
  targetGroup: "",
  loadBalancer: "",
};
const minutes = { start: 600_000, end: 780_000 };
const source = (endpoint: string, more: Partial<PrometheusSource> = {}): PrometheusSource => ({
  kind: "prometheus",
  endpoint,
  bad: 'sum(increase(errors_total{side="{{side}}"}[1m]))',
  total: 'sum(increase(requests_total{side="{{side}}"}[1m]))',
  ...more,
});
const matrix = (...series: (readonly [number, string])[][]) => ({
  status: "success",
  data: { resultType: "matrix", result: series.map((values) => ({ metric: {}, values })) },
});
const queryOf = ({ body }: Received) => new URLSearchParams(body).get("query") ?? "";
const isBad = (request: Received) => queryOf(request).includes("errors_total");

test("both counts of a side are read for the minutes that are asked for", async () => {
  await withServer(
    (request, response) =>
      json(
        response,
        isBad(request)
          ? matrix([
              [660, "1.9"],
              [720, "0"],
            ])
          : matrix([
              [660, "40.2"],
              [720, "38"],
            ]),
      ),
    async (url, received) => {
      expect(await readPrometheus(source(`${url}/prometheus/`), green, minutes, context)).toEqual({
        minutes: [
          { at: 600_000, requests: 40, bad: 2 },
          { at: 660_000, requests: 38, bad: 0 },
        ],
      });
      expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual(
        Array.from({ length: 2 }, () => "POST /prometheus/api/v1/query_range"),
      );
      expect(Object.fromEntries(new URLSearchParams(received.find(isBad)?.body))).toEqual({
        query: 'sum(increase(errors_total{side="green"}[1m]))',
        start: "660",
        end: "780",
        step: "60",
      });
    },
  );
});

test("a series that is missing leaves its minutes unknown, and is never taken for none", async () => {
  await withServer(
    (request, response) => json(response, isBad(request) ? matrix() : matrix([[660, "40"]])),
    async (url) => {
      expect(await readPrometheus(source(url), green, minutes, context)).toEqual({ minutes: [] });
    },
  );
});

test("an error of Prometheus is told as it says it", async () => {
  const error = { status: "error", errorType: "bad_data", error: "unknown function sun" };
  await withServer(
    (_, response) => json(response, error, 400),
    async (url) => {
      expect(await readPrometheus(source(url), green, minutes, context)).toEqual({
        minutes: [],
        unreadable: expect.stringMatching(/answered 400: Prometheus says bad_data: unknown function sun$/),
      });
    },
  );
});

test("a server in between that refuses is told by its status", async () => {
  await withServer(
    (_, response) => json(response, { message: "Forbidden" }, 403),
    async (url) => {
      const { unreadable } = await readPrometheus(source(url), green, minutes, context);
      expect(unreadable).toMatch(/answered 403: the answer is none of Prometheus' range queries$/);
    },
  );
});

test("nobody at home leaves the reading unreadable", async () => {
  const { minutes: none, unreadable } = await readPrometheus(
    source("http://127.0.0.1:4699"),
    green,
    minutes,
    context,
  );
  expect(none).toEqual([]);
  expect(unreadable).toMatch(/could not be asked/);
});

test("a managed workspace gets requests that are signed for it", async () => {
  await withServer(
    (_, response) => json(response, matrix([[660, "1"]])),
    async (url, received) => {
      await readPrometheus(source(url, { workspaceRegion: "eu-central-1" }), green, minutes, context);
      expect(received).toHaveLength(2);
      for (const request of received) {
        const authorization = request.headers.authorization ?? "";
        expect(authorization).toMatch(/Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/aps\/aws4_request/);
        expect(authorization).toContain(`Signature=${signatureOf(request, "eu-central-1", "aps")}`);
        expect(request.headers["x-amz-security-token"]).toBe("token");
      }
    },
  );
});

test("any other Prometheus gets no signature, which would tell it the key's name", async () => {
  await withServer(
    (_, response) => json(response, matrix()),
    async (url, received) => {
      await readPrometheus(source(url), green, minutes, context);
      for (const { headers } of received) expect(headers.authorization).toBeUndefined();
    },
  );
});

/** Signature Version 4 of what arrived, by docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html. */
function signatureOf({ method, path, headers, body }: Received, region: string, service: string): string {
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const mac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const signed = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "")?.[1] ?? "";
  const time = `${headers["x-amz-date"]}`;
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const canonical = signed.split(";").map((name) => `${name}:${headers[name]}\n`);
  const request = [method, path, "", canonical.join(""), signed, hash(body)].join("\n");
  const key = [region, service, "aws4_request"].reduce<Buffer>(
    (last, part) => mac(last, part),
    mac(`AWS4${secretAccessKey}`, time.slice(0, 8)),
  );
  return mac(key, ["AWS4-HMAC-SHA256", time, scope, hash(request)].join("\n")).toString("hex");
}
