import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createCloud } from "@signalbox/local/cloud";
import { openEndpoint } from "@signalbox/local/endpoint";
import { imageFor } from "@signalbox/local/images/catalogue";
import { realClock } from "@signalbox/local/world/clock";
import { httpPlane } from "@signalbox/local/world/plane/http/plane";
import { random } from "@signalbox/local/world/random";
import { afterAll, beforeAll, expect, test } from "vitest";
import { typed } from "../program.fixture.ts";

const clock = realClock();
const plane = httpPlane({ clock, random: random(1), imageFor });
const cloud = createCloud({ clock, seed: 1, plane });
let server: Awaited<ReturnType<typeof openEndpoint>>;
beforeAll(async () => {
  server = await openEndpoint(cloud, 0);
});
afterAll(async () => {
  await server.close();
  await cloud.stop();
});

const signalbox = (...args: string[]) => typed(args, { SIGNALBOX_ENDPOINT: server.url }, clock);

test("a fault is added, strikes a client, is listed with its strike, and is mended", async () => {
  const added = await signalbox(
    "fault",
    "add",
    "fail",
    "--operation",
    "DescribeTable",
    "--error",
    "Broken",
    "--status",
    "418",
  );
  expect(added).toMatchObject({ code: 0, err: expect.stringContaining("signalbox fault remove f1") });
  const client = new DynamoDBClient({
    endpoint: server.url,
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
  const describe = client.send(new DescribeTableCommand({ TableName: "table" }));
  await expect(describe).rejects.toMatchObject({ name: "Broken", $metadata: { httpStatusCode: 418 } });
  const { out } = await signalbox("fault", "list");
  expect(out).toMatch(/f1\s+fail\s+1\s+.*error=Broken/);
  expect(out).toContain("dynamodb:DescribeTable in us-east-1");
  expect((await signalbox("fault", "remove", "all")).err).toContain("mended f1");
  expect((await signalbox("fault", "list")).out).toContain("nothing is broken");
});

test("a fault is added as JSON, and --json answers its id", async () => {
  const json = '{"kind":"delay","service":"ecs","seconds":1}';
  const { out } = await signalbox("fault", "add", "--json-input", json, "--json");
  const { id } = JSON.parse(out);
  expect(JSON.parse((await signalbox("fault", "list", "--json")).out).active).toMatchObject([
    { id, kind: "delay" },
  ]);
  await signalbox("fault", "remove", id);
});

test.each([
  [["trottle"], "did you mean throttle?"],
  [["delay", "--seconds", "long"], "it is a number"],
  [["delay", "--service", "ecs"], "seconds"],
  [["region-dark", "--region", "us-east-9"], "did you mean us-east-1?"],
  [["--json-input", "{"], "no JSON object"],
])("fault add %j fails with what is wrong", async (args, reason) => {
  const { code, err } = await signalbox("fault", "add", ...args);
  expect(code).not.toBe(0);
  expect(err).toContain(reason);
});

test("an unknown fault cannot be removed, and AWS has none", async () => {
  expect((await signalbox("fault", "remove", "f99")).err).toContain("there is no fault f99");
  expect(await signalbox("fault", "list", "--aws")).toMatchObject({
    code: 2,
    err: expect.stringContaining("local cloud alone"),
  });
});

test("a page of another origin must not break the cloud", async () => {
  const answer = await fetch(`${server.url}/_signalbox/faults`, {
    method: "POST",
    headers: { origin: "https://elsewhere.example" },
    body: '{"kind":"deny"}',
  });
  expect(answer.status).toBe(403);
  expect(cloud.faults.active()).toEqual([]);
});

test("the door describes every kind as JSON schema", async () => {
  const described: unknown = await (await fetch(`${server.url}/_signalbox/faults`)).json();
  expect(described).toMatchObject({
    kinds: expect.arrayContaining([
      {
        name: "weights-lag",
        description: expect.any(String),
        schema: expect.objectContaining({ required: ["kind", "seconds"] }),
      },
    ]),
  });
});
