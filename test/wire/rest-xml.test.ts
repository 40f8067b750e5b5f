import * as route53 from "@aws-sdk/client-route-53";
import { AwsError } from "@signalbox/local/services/error";
import { wireError } from "@signalbox/local/wire/error";
import type { WireAnswer, WireRequest } from "@signalbox/local/wire/protocol";
import { recognise } from "@signalbox/local/wire/recognise";
import { restXml } from "@signalbox/local/wire/rest-xml";
import { loadService } from "@signalbox/local/wire/schema";
import { type HttpRequest, HttpResponse } from "@smithy/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import { expect, it } from "vitest";
import { fillings, plain } from "./values.ts";

/** No service of ours speaks REST in XML yet, so Route 53 stands in, without a socket between client and codec. */
const service = loadService("route53", route53);

let decoded: object;
let reply: { output: object } | { error: AwsError };

const client = new route53.Route53Client({
  region: "us-east-1",
  credentials: { accessKeyId: "AKIATEST", secretAccessKey: "secret" },
  maxAttempts: 1,
  requestHandler: { handle: async (request: HttpRequest) => ({ response: respond(request) }) },
});

it("every operation of Route 53 arrives and is answered whole", async () => {
  const wrong: object[] = [];
  for (const operation of service.operations.values()) {
    const input = fillings(operation.input)[0] ?? {};
    const output = fillings(operation.output)[0] ?? {};
    reply = { output };
    try {
      const answer = await send(operation.name, input);
      expect(plain(decoded)).toEqual(plain(input));
      expect(plain(answer)).toEqual(plain(output));
    } catch (error) {
      wrong.push({ operation: operation.name, error: String(error) });
    }
  }
  expect(wrong).toEqual([]);
});

it("every modelled error of Route 53 comes back as its own class with its members", async () => {
  for (const schema of service.errors.values()) {
    const { message: _, Message: __, ...fields } = fillings(NormalizedSchema.of(schema))[0] ?? {};
    reply = { error: new AwsError(schema[2], "it <failed> & why", { fields }) };
    const caught: unknown = await send("GetHostedZoneCount", {}).catch((error) => error);
    expect(caught).toBeInstanceOf(Reflect.get(route53, schema[2]));
    expect(caught).toMatchObject({ name: schema[2], message: "it <failed> & why" });
    expect(plain({ ...Object(caught) })).toMatchObject(Object(plain(fields)));
  }
});

it("refuses a body that is no XML by AWS's name for it", () => {
  const url = new URL("http://localhost/2013-04-01/hostedzone");
  const request: WireRequest = { method: "POST", url, headers: {}, body: Buffer.from("<open") };
  const { operation, match } = recognise(new Map([["route53", service]]), request);
  expect(operation?.name).toBe("CreateHostedZone");
  expect(() => operation && restXml.decode(service, operation, request, match)).toThrow(
    expect.objectContaining({ name: "SerializationException" }),
  );
});

function send(operation: string, input: object): Promise<object> {
  const Command = Reflect.get(route53, `${operation}Command`);
  return client.send(new Command(input));
}

function respond({ method, path, query, headers, body = "" }: HttpRequest): HttpResponse {
  const url = new URL(path, "http://localhost");
  for (const [key, value] of Object.entries(query))
    for (const each of [value].flat()) url.searchParams.append(key, each ?? "");
  const request: WireRequest = { method, url, headers, body: Buffer.from(body) };
  const { operation, match } = recognise(new Map([["route53", service]]), request);
  if (!operation) throw new Error(`no route for ${method} ${path}`);
  decoded = restXml.decode(service, operation, request, match);
  const answer: WireAnswer =
    "error" in reply
      ? restXml.encodeError(service, wireError(service, reply.error), "request-1")
      : restXml.encode(service, operation, reply.output, "request-1");
  return new HttpResponse({
    statusCode: answer.status,
    headers: answer.headers,
    body: Buffer.from(answer.body),
  });
}
