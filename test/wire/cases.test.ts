import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Call } from "@signalbox/local/gate/gate";
import { AwsError } from "@signalbox/local/services/error";
import { serve, type WireServer } from "@signalbox/local/wire/server";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";

let server: WireServer;
let calls: Call[];
let answer: (call: Call) => object;

beforeAll(async () => {
  server = await serve({
    handle: async (call) => {
      calls.push(call);
      return answer(call);
    },
    port: 0,
    principalOf: (accessKeyId) =>
      accessKeyId === "ASIAROLE"
        ? { kind: "role", arn: "arn:aws:iam::123456789012:role/release", session: "one" }
        : { kind: "person" },
    requestIds: () => "request-1",
    extra: (request, response) => {
      if (request.url !== "/_signalbox/ready") return false;
      response.end("ready");
      return true;
    },
  });
});
beforeEach(() => {
  calls = [];
  answer = () => ({});
});
afterAll(() => server.close());

const client = (region: string, accessKeyId: string): SFNClient =>
  new SFNClient({ region, endpoint: server.url, credentials: { accessKeyId, secretAccessKey: "s" } });

it("reads region and caller from the signature", async () => {
  answer = () => ({ executionArn: "e", startDate: new Date(0) });
  const input = { stateMachineArn: "arn" };
  await client("eu-west-1", "ASIAROLE").send(new StartExecutionCommand(input));
  expect(calls).toEqual([
    {
      service: "states",
      operation: "StartExecution",
      input,
      context: {
        region: "eu-west-1",
        principal: { kind: "role", arn: "arn:aws:iam::123456789012:role/release", session: "one" },
        requestId: "request-1",
      },
    },
  ]);
});

it("is found by AWS_ENDPOINT_URL", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL", server.url);
  answer = () => ({ Account: "123456789012" });
  const credentials = { accessKeyId: "AKIA", secretAccessKey: "s" };
  const answered = await new STSClient({ region: "us-east-2", credentials }).send(
    new GetCallerIdentityCommand({}),
  );
  expect(answered.Account).toBe("123456789012");
  vi.unstubAllEnvs();
});

it("takes an unsigned call as one in us-east-1", async () => {
  const { status, body } = await post({ "x-amz-target": "AWSStepFunctions.ListStateMachines" }, "{}");
  expect({ status, body }).toEqual({ status: 200, body: "{}" });
  expect(calls[0]?.context).toEqual({
    region: "us-east-1",
    principal: { kind: "person" },
    requestId: "request-1",
  });
});

it("answers each protocol's errors in its own words", async () => {
  answer = () => {
    throw new AwsError("ResourceNotFound", "no <alarm>");
  };
  const json = await post({ "x-amz-target": "GraniteServiceVersion20100801.DescribeAlarms" }, "{}");
  expect(json).toMatchObject({ status: 404, query: "ResourceNotFound;Sender", requestId: "request-1" });
  expect(JSON.parse(json.body)).toEqual({
    __type: "com.amazonaws.cloudwatch#ResourceNotFound",
    message: "no <alarm>",
  });
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const query = await post(form, "Action=DescribeAlarms&Version=2010-08-01");
  expect(query).toMatchObject({ status: 404, requestId: "request-1" });
  expect(query.body).toBe(
    '<ErrorResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"><Error><Type>Sender</Type>' +
      "<Code>ResourceNotFound</Code><Message>no &lt;alarm&gt;</Message></Error>" +
      "<RequestId>request-1</RequestId></ErrorResponse>",
  );
});

it("names service, operation and what is there when an operation is unknown", async () => {
  const json = await post({ "x-amz-target": "AWSStepFunctions.StartTheExecution" }, "{}");
  expect(json.status).toBe(400);
  expect(JSON.parse(json.body)).toEqual({
    __type: "com.amazonaws.sfn#UnknownOperationException",
    message: expect.stringMatching(/^states has no operation StartTheExecution; it has .*StartExecution/),
  });
  const form = { "content-type": "application/x-www-form-urlencoded", authorization: scope("sns") };
  const query = await post(form, "Action=Shout&Version=2010-03-31");
  expect(query.body).toMatch(
    /<Code>InvalidAction<\/Code><Message>sns has no operation Shout; it has .*Publish/,
  );
});

it("names the services that are there when a service is unknown", async () => {
  const { status, body } = await post({ authorization: scope("glacier") }, "");
  expect(status).toBe(404);
  expect(JSON.parse(body).message).toMatch(
    /no service glacier; it has application-autoscaling, backup, dynamodb/,
  );
});

it.each([
  ["{", "SyntaxError of the JSON", /JSON/],
  ['"text"', "a text", /the request should be an object/],
  ['{"stateMachineArn": ["a"]}', "a list for a text", /stateMachineArn should be a string/],
])("refuses %s (%s) as SerializationException", async (body, _what, message) => {
  const answered = await post({ "x-amz-target": "AWSStepFunctions.StartExecution" }, body);
  expect(answered.status).toBe(400);
  const error = JSON.parse(answered.body);
  expect(error.__type).toBe("com.amazonaws.sfn#SerializationException");
  expect(error.message).toMatch(message);
  expect(calls).toEqual([]);
});

it("refuses a query parameter of the wrong type as MalformedInput", async () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const { body } = await post(form, "Action=DescribeTargetGroups&Version=2015-12-01&PageSize=many");
  expect(body).toContain("<Code>MalformedInput</Code><Message>PageSize should be a number</Message>");
});

it("refuses a query value where members should stand", async () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const { body } = await post(form, "Action=DescribeTargetGroups&Version=2015-12-01&Names=blue");
  expect(body).toContain("<Code>MalformedInput</Code>");
  expect(calls).toEqual([]);
});

it("unzips what CloudWatch's clients zip", async () => {
  const config = { region: "us-east-1", endpoint: server.url };
  const credentials = { accessKeyId: "AKIA", secretAccessKey: "s" };
  const MetricData = Array.from({ length: 500 }, (_, index) => ({
    MetricName: `metric-${index}`,
    Value: index,
  }));
  await new CloudWatchClient({ ...config, credentials }).send(
    new PutMetricDataCommand({ Namespace: "N", MetricData }),
  );
  expect(calls[0]?.input).toEqual({ Namespace: "N", MetricData });
});

it("carries any text through forms, XML and JSON", async () => {
  const config = { region: "us-east-1", endpoint: server.url };
  const sns = new SNSClient({ ...config, credentials: { accessKeyId: "AKIA", secretAccessKey: "s" } });
  const states = client("us-east-1", "AKIA");
  const text = fc.string({ unit: "grapheme" });
  const property = fc.asyncProperty(text, text, async (given, answered) => {
    calls = [];
    answer = ({ service }) => (service === "sns" ? { MessageId: answered } : { executionArn: answered });
    const published = await sns.send(new PublishCommand({ Message: given }));
    const started = await states.send(new StartExecutionCommand({ stateMachineArn: "m", input: given }));
    expect([published.MessageId, started.executionArn]).toEqual([answered, answered]);
    expect(calls.map(({ input }) => input)).toEqual([
      { Message: given },
      { stateMachineArn: "m", input: given },
    ]);
  });
  await fc.assert(property, { numRuns: 200 });
});

it("answers 500 and reports it when a service's answer cannot be encoded", async () => {
  const report = vi.spyOn(console, "error").mockImplementation(() => {});
  const form = { "content-type": "application/x-www-form-urlencoded" };
  answer = () => ({ LoadBalancers: [{ CreatedTime: new Date(Number.NaN) }] });
  const { status, body } = await post(form, "Action=DescribeLoadBalancers&Version=2015-12-01");
  expect(status).toBe(500);
  expect(body).toContain("<Code>InternalFailure</Code>");
  expect(report).toHaveBeenCalledTimes(1);
  report.mockRestore();
});

it("lets the local cloud answer its own paths", async () => {
  const response = await fetch(`${server.url}/_signalbox/ready`);
  expect(await response.text()).toBe("ready");
  expect(calls).toEqual([]);
});

it("retries what AWS's clients retry", async () => {
  answer = () => {
    if (calls.length < 2) throw new AwsError("ThrottlingException", "slow down");
    return { executionArn: "e" };
  };
  const answered = await client("us-east-1", "AKIA").send(
    new DescribeExecutionCommand({ executionArn: "e" }),
  );
  expect(answered.$metadata.attempts).toBe(2);
});

it("refuses event streams by name", async () => {
  const path = "/2021-11-15/functions/f/response-streaming-invocations";
  const { status, body } = await post({ authorization: scope("lambda") }, "", path);
  expect(status).toBe(501);
  expect(JSON.parse(body).message).toBe("the local cloud speaks no event streams (lambda: EventStream)");
});

const scope = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=AKIA/20260102/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

async function post(headers: Record<string, string>, body: string, path = "/") {
  const response = await fetch(server.url + path, { method: "POST", headers, body });
  return {
    status: response.status,
    requestId: response.headers.get("x-amzn-requestid"),
    query: response.headers.get("x-amzn-query-error"),
    body: await response.text(),
  };
}
