import { fileURLToPath } from "node:url";
import type { Call } from "@signalbox/local/gate/gate";
import { AwsError } from "@signalbox/local/services/error";
import { serve, type WireServer } from "@signalbox/local/wire/server";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { available, run } from "./available.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What each service answers here; ecs fails, to show its error. */
const answers: Readonly<Record<string, object>> = {
  sts: { Account: "123456789012", Arn: "arn:aws:iam::123456789012:user/local", UserId: "AIDA" },
  states: { executionArn: "arn:e", startDate: new Date(Date.UTC(2026, 0, 2)) },
  dynamodb: { Item: { id: { S: "1" }, n: { N: "2" } } },
  monitoring: { MetricAlarms: [{ AlarmName: "a", StateValue: "ALARM", Threshold: 1.5 }] },
  elasticloadbalancing: { Rules: [{ RuleArn: "arn:r", Priority: "1", IsDefault: false }] },
  lambda: { StatusCode: 200, Payload: bytes('{"b":2}') },
  sns: { MessageId: "m-1" },
  events: { FailedEntryCount: 0, Entries: [{ EventId: "e-1" }] },
};

let server: WireServer;
let calls: Call[] = [];
beforeAll(async () => {
  server = await serve({
    handle: async (call) => {
      calls.push(call);
      if (call.service === "ecs") throw new AwsError("ClusterNotFoundException", "Cluster not found <here>.");
      return answers[call.service] ?? {};
    },
    port: 0,
    principalOf: () => ({ kind: "person" }),
    requestIds: () => "request-1",
  });
});
beforeEach(() => {
  calls = [];
});
afterAll(() => server.close());

const hasBoto = await available("python3", "-c", "import boto3");
const hasCli = await available("aws", "--version");
const env = {
  ...process.env,
  AWS_ENDPOINT_URL: "",
  AWS_ACCESS_KEY_ID: "AKIACLI",
  AWS_SECRET_ACCESS_KEY: "secret",
  AWS_EC2_METADATA_DISABLED: "true",
};

it.runIf(hasBoto)("boto3 is understood, and understands the answers", async () => {
  const script = fileURLToPath(new URL("other-clients.py", import.meta.url));
  const { stdout } = await run("python3", [script, server.url]);
  expect(JSON.parse(stdout)).toEqual({
    sts: answers.sts,
    states: { executionArn: "arn:e", startDate: expect.stringMatching(/^2026-01-02/) },
    dynamodb: answers.dynamodb,
    monitoring: expect.objectContaining(answers.monitoring),
    elasticloadbalancing: answers.elasticloadbalancing,
    lambda: { StatusCode: 200, Payload: '{"b":2}' },
    sns: answers.sns,
    ecs: { error: "ClusterNotFoundException", message: "Cluster not found <here>." },
    events: answers.events,
  });
  const inputs = Object.fromEntries(calls.map(({ service, input }) => [service, input]));
  expect(inputs).toEqual({
    sts: {},
    states: { stateMachineArn: "arn:m", name: "n", input: "{}" },
    dynamodb: { TableName: "t", Key: { id: { S: "1" } } },
    monitoring: { AlarmNames: ["a", "b"] },
    elasticloadbalancing: {
      RuleArn: "arn:r",
      Actions: [{ Type: "forward", ForwardConfig: { TargetGroups: [{ TargetGroupArn: "g", Weight: 9 }] } }],
    },
    lambda: { FunctionName: "f", Payload: bytes('{"a":1}') },
    sns: {
      TopicArn: "arn:t",
      Message: "<m>",
      MessageAttributes: { k: { DataType: "String", StringValue: "v" } },
    },
    ecs: { services: ["s"] },
    events: { Entries: [{ Source: "a", DetailType: "d", Detail: "{}" }] },
  });
  expect(new Set(calls.map(({ context }) => context.region))).toEqual(new Set(["eu-west-1"]));
});

it.runIf(hasCli)("the AWS CLI finds the endpoint in AWS_ENDPOINT_URL and shows who calls", async () => {
  const here = { ...env, AWS_ENDPOINT_URL: server.url, AWS_DEFAULT_REGION: "us-east-2" };
  const { stdout } = await run("aws", ["sts", "get-caller-identity", "--output", "json"], { env: here });
  expect(JSON.parse(stdout)).toEqual(answers.sts);
  expect(calls[0]?.context.region).toBe("us-east-2");
});

it.runIf(hasCli)("the AWS CLI shows an error by its name", async () => {
  const args = [
    "--endpoint-url",
    server.url,
    "--region",
    "us-east-1",
    "ecs",
    "describe-services",
    "--services",
    "s",
  ];
  await expect(run("aws", args, { env })).rejects.toMatchObject({
    stderr: expect.stringContaining("(ClusterNotFoundException) when calling the DescribeServices operation"),
  });
});
