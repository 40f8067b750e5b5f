import { describe, expect, test } from "vitest";
import { AwsError } from "../error.ts";
import { throttled } from "../testing.ts";
import { fn, machine, push, RoleArn, withRule } from "./events.fixture.ts";

describe("an event that a rule matches", () => {
  test("starts an execution as the target's role, with the event as its input", async () => {
    const { put, pass, asked } = await withRule({});
    const { Entries } = await put();
    await pass(1);
    expect(asked).toHaveLength(1);
    const [{ operation, input, context }] = asked as [(typeof asked)[number]];
    expect([operation, context.principal]).toEqual([
      "StartExecution",
      { kind: "role", arn: RoleArn, session: "events", from: "us-east-1" },
    ]);
    const start = input as { name: string; input: string };
    expect(start.name.startsWith(`${Entries?.[0]?.EventId}_`)).toBe(true);
    expect(start.input).toBe(
      `{"version":"0","id":"${Entries?.[0]?.EventId}","detail-type":"Pushed","source":"shop","account":"123456789012","time":"2026-01-01T00:00:00Z","region":"us-east-1","resources":[],"detail":{"tag":"v2"}}`,
    );
  });

  test("invokes a function asynchronously as EventBridge itself", async () => {
    const { put, pass, asked } = await withRule({ Arn: fn, RoleArn: undefined, Input: '{"a":1}' });
    await put();
    await pass(1);
    expect(asked[0]).toMatchObject({
      operation: "Invoke",
      input: { FunctionName: fn, InvocationType: "Event", Payload: new TextEncoder().encode('{"a":1}') },
      context: { principal: { kind: "service", name: "events.amazonaws.com" } },
    });
  });

  test("is tried again while the target is throttled, under the same execution name", async () => {
    let left = 2;
    const { put, pass, asked, metrics } = await withRule(
      {},
      { answer: () => (left-- > 0 ? throttled() : {}) },
    );
    await put();
    await pass(60_000);
    expect(asked).toHaveLength(3);
    expect(new Set(asked.map(({ input }) => (input as { name: string }).name)).size).toBe(1);
    expect(metrics.map(({ metric }) => metric)).toEqual(["TriggeredRules", "Invocations"]);
  });

  test("is given up after 24 hours of throttling, or as soon as the retry policy says", async () => {
    const { put, pass, asked, metrics } = await withRule({}, { answer: throttled });
    await put();
    await pass(25 * 3_600_000);
    const attempts = asked.length;
    expect(attempts).toBeGreaterThan(180);
    expect(attempts).toBeLessThanOrEqual(186);
    expect(metrics.at(-1)?.metric).toBe("FailedInvocations");

    const impatient = await withRule({ RetryPolicy: { MaximumRetryAttempts: 1 } }, { answer: throttled });
    await impatient.put();
    await impatient.pass(3_600_000);
    expect(impatient.asked).toHaveLength(2);
  });

  test("is dropped at once, counted and reported where the target refuses it", async () => {
    const refuse = () => {
      throw new AwsError("AccessDeniedException", "no states:StartExecution");
    };
    const { put, pass, asked, metrics, reported } = await withRule({}, { answer: refuse });
    await put();
    await pass(60_000);
    expect(asked).toHaveLength(1);
    expect(metrics.at(-1)).toMatchObject({
      metric: "FailedInvocations",
      dimensions: { RuleName: "pushed" },
    });
    expect(reported).toMatchObject([{ name: "AccessDeniedException" }]);
  });

  test("reaches nothing while the rule is disabled", async () => {
    const { put, pass, asked, call } = await withRule({});
    await call("events", "DisableRule", { Name: "pushed" });
    await put();
    await pass(1);
    expect(asked).toHaveLength(0);
  });
});

describe("PutEvents", () => {
  test("refuses sources of AWS's own and bad entries one by one", async () => {
    const { call, asked, pass } = await withRule({});
    const { FailedEntryCount, Entries } = await call("events", "PutEvents", {
      Entries: [
        { ...push, Source: "aws.ecr" },
        { ...push, Detail: "[1]" },
        { ...push, DetailType: undefined },
        push,
      ],
    });
    expect(FailedEntryCount).toBe(3);
    expect(Entries).toMatchObject([
      { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." },
      { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." },
      {
        ErrorCode: "InvalidArgument",
        ErrorMessage: "Parameter DetailType is not valid. Reason: DetailType is a required argument.",
      },
      { EventId: expect.any(String) },
    ]);
    await pass(1);
    expect(asked).toHaveLength(1);
  });

  test("answers an id even for a bus that is not there, as AWS does", async () => {
    const { put } = await withRule({});
    expect(await put({ EventBusName: "nowhere" })).toMatchObject({ FailedEntryCount: 0 });
  });

  test("refuses more than 256 KiB together", async () => {
    const { put } = await withRule({});
    await expect(put({ Detail: JSON.stringify({ a: "x".repeat(262_144) }) })).rejects.toThrow(
      "Total size of the entries in the request is over the limit.",
    );
  });
});

test("events of AWS's services go to the default bus of their own region", async () => {
  const { world, pass, asked } = await withRule({});
  const event = {
    version: "0",
    id: "1",
    "detail-type": "Pushed",
    source: "aws.ecr",
    account: world.account,
    time: "2026-01-01T00:00:00Z",
    region: "us-east-1",
    resources: [],
    detail: {},
  } as const;
  world.events.publish({ ...event, region: "us-west-2" });
  await pass(1);
  expect(asked).toHaveLength(0);
  world.events.publish(event);
  await pass(1);
  expect(asked).toHaveLength(1);
});

test("a bus forwards to another bus, once", async () => {
  const { call, pass, asked, put } = await withRule({});
  const bus = (name: string) => `arn:aws:events:us-east-1:123456789012:event-bus/${name}`;
  for (const name of ["second", "third"]) await call("events", "CreateEventBus", { Name: name });
  const forward = async (from: string, to: string, rule: string) => {
    await call("events", "PutRule", { Name: rule, EventBusName: from, EventPattern: '{"source":["shop"]}' });
    await call("events", "PutTargets", {
      Rule: rule,
      EventBusName: from,
      Targets: [{ Id: "t", Arn: to, ...(to === machine && { RoleArn }) }],
    });
  };
  await call("events", "DisableRule", { Name: "pushed" });
  await forward("default", bus("second"), "on");
  await forward("second", machine, "start");
  await forward("second", bus("third"), "further");
  await forward("third", machine, "start");
  await put();
  await pass(1);
  expect(asked).toHaveLength(1);
});
