import { describe, expect, test } from "vitest";
import { surroundings } from "../testing.ts";
import { logs } from "./service.ts";

const start = Date.UTC(2026, 0, 1);
const logGroupName = "/app/chat";

async function withStream() {
  const all = surroundings((world) => [logs(world)]);
  const { call } = all;
  await call("logs", "CreateLogGroup", { logGroupName, tags: { team: "chat" } });
  for (const logStreamName of ["one", "two"])
    await call("logs", "CreateLogStream", { logGroupName, logStreamName });
  const put = (logStreamName: string, ...events: (readonly [seconds: number, message: string])[]) =>
    call("logs", "PutLogEvents", {
      logGroupName,
      logStreamName,
      logEvents: events.map(([seconds, message]) => ({ timestamp: start + seconds * 1000, message })),
    });
  const get = (more: object = {}) =>
    call("logs", "GetLogEvents", { logGroupName, logStreamName: "one", ...more });
  const filter = async (more: object = {}) => {
    const { events = [] } = await call("logs", "FilterLogEvents", { logGroupName, ...more });
    return events.map(({ message }) => message);
  };
  return { ...all, put, get, filter };
}

const messages = ({ events = [] }: { events?: { message?: string | undefined }[] | undefined }) =>
  events.map(({ message }) => message);

describe("events", () => {
  test("are read page by page in both directions, and at either end the same token comes back", async () => {
    const { put, get } = await withStream();
    await put("one", [1, "a"], [2, "b"], [3, "c"]);
    await put("two", [2, "other"]);
    const tail = await get({ limit: 2 });
    expect(messages(tail)).toEqual(["b", "c"]);
    expect(tail.events?.[0]).toEqual({ timestamp: start + 2000, message: "b", ingestionTime: start });
    const before = await get({ nextToken: tail.nextBackwardToken, limit: 2 });
    expect(messages(before)).toEqual(["a"]);
    const none = await get({ nextToken: tail.nextForwardToken });
    expect(messages(none)).toEqual([]);
    expect(none.nextForwardToken).toBe(tail.nextForwardToken);
    await put("one", [4, "d"]);
    expect(messages(await get({ nextToken: none.nextForwardToken }))).toEqual(["d"]);
    expect(messages(await get({ startFromHead: true, limit: 1 }))).toEqual(["a"]);
    expect(messages(await get({ startTime: start + 2000, endTime: start + 3000 }))).toEqual(["b"]);
    await expect(get({ nextToken: "f/1" })).rejects.toThrow("nextToken is invalid");
  });

  test("are filtered over streams, by time and pattern, in the order of their times", async () => {
    const { put, filter, call } = await withStream();
    await put("two", [2, "ERROR b"]);
    await put("one", [1, "ERROR a"], [3, "INFO c"]);
    expect(await filter()).toEqual(["ERROR a", "ERROR b", "INFO c"]);
    expect(await filter({ filterPattern: "ERROR" })).toEqual(["ERROR a", "ERROR b"]);
    expect(await filter({ logStreamNames: ["one"] })).toEqual(["ERROR a", "INFO c"]);
    expect(await filter({ logStreamNamePrefix: "t" })).toEqual(["ERROR b"]);
    expect(await filter({ startTime: start + 2000, endTime: start + 3000 })).toEqual(["ERROR b", "INFO c"]);
    const first = await call("logs", "FilterLogEvents", { logGroupName, limit: 2 });
    expect(first.events?.[1]).toEqual({
      logStreamName: "two",
      timestamp: start + 2000,
      message: "ERROR b",
      ingestionTime: start,
      eventId: expect.stringMatching(/^\d{56}$/),
    });
    expect(await filter({ nextToken: first.nextToken })).toEqual(["INFO c"]);
  });

  test("too old and too new are left out and told", async () => {
    const { put, filter, call } = await withStream();
    await call("logs", "PutRetentionPolicy", { logGroupName, retentionInDays: 1 });
    const day = 86_400;
    expect(await put("one", [-1.5 * day, "expired"], [-0.9 * day, "fits"])).toMatchObject({
      rejectedLogEventsInfo: { expiredLogEventEndIndex: 1 },
    });
    expect(await put("one", [-15 * day, "old"])).toMatchObject({
      rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1 },
    });
    expect(await put("one", [0, "now"], [7201, "new"])).toMatchObject({
      rejectedLogEventsInfo: { tooNewLogEventStartIndex: 1 },
    });
    expect(await filter()).toEqual(["fits", "now"]);
  });

  test.each([
    [[], "must have 1 to 10000 members"],
    [
      [
        [2, "b"],
        [1, "a"],
      ],
      "must be in chronological order",
    ],
    [
      [
        [0, "a"],
        [86_401, "b"],
      ],
      "cannot span more than 24 hours",
    ],
    [[[0, "x".repeat(1_048_576)]], "Upload too large"],
  ] as [(readonly [number, string])[], string][])("are refused as a batch (%#)", async (batch, error) => {
    const { put } = await withStream();
    await expect(put("one", ...batch)).rejects.toThrow(error);
  });

  test("make room for newer ones, so that memory stays bounded", async () => {
    const { world, call, filter } = await withStream();
    for (let n = 0; n < 210; n++) {
      const lines = Array.from({ length: 100 }, (_, line) => `${n * 100 + line}`);
      world.logs.publish({ region: "us-east-1", group: logGroupName, stream: `s${n}`, lines });
    }
    const { logGroups } = await call("logs", "DescribeLogGroups", {});
    expect(logGroups?.[0]?.storedBytes).toBeLessThan(20_000 * 31);
    const kept = await filter({ limit: 10_000, logStreamNames: ["s209"] });
    expect(kept.at(-1)).toBe("20999");
    expect(await filter({ logStreamNames: ["s0"] })).toEqual([]);
    const lines = Array.from({ length: 40 }, () => "x".repeat(1_000_000));
    world.logs.publish({ region: "us-east-1", group: "big", stream: "s", lines });
    const { logGroups: [big] = [] } = await call("logs", "DescribeLogGroups", { logGroupNamePrefix: "big" });
    expect(big?.storedBytes).toBeLessThanOrEqual(16 * 1024 * 1024);
  });
});

describe("groups and streams", () => {
  test("are described as AWS does", async () => {
    const { put, call } = await withStream();
    await put("two", [1, "a"], [5, "b"]);
    await call("logs", "PutRetentionPolicy", { logGroupName, retentionInDays: 7 });
    const { logGroups } = await call("logs", "DescribeLogGroups", { logGroupNamePattern: "CHAT" });
    const arn = "arn:aws:logs:us-east-1:123456789012:log-group:/app/chat";
    expect(logGroups).toEqual([
      {
        logGroupName,
        creationTime: start,
        metricFilterCount: 0,
        arn: `${arn}:*`,
        logGroupArn: arn,
        storedBytes: 54,
        logGroupClass: "STANDARD",
        retentionInDays: 7,
      },
    ]);
    const streams = async (more: object) => {
      const { logStreams } = await call("logs", "DescribeLogStreams", { logGroupName, ...more });
      return logStreams ?? [];
    };
    expect((await streams({ orderBy: "LastEventTime", descending: true }))[0]).toMatchObject({
      logStreamName: "two",
      firstEventTimestamp: start + 1000,
      lastEventTimestamp: start + 5000,
      arn: `${arn}:log-stream:two`,
    });
    expect((await streams({ descending: true })).map(({ logStreamName }) => logStreamName)).toEqual([
      "two",
      "one",
    ]);
    await expect(streams({ orderBy: "LastEventTime", logStreamNamePrefix: "t" })).rejects.toThrow(
      "Cannot order by",
    );
    expect(await call("logs", "ListTagsForResource", { resourceArn: arn })).toEqual({
      tags: { team: "chat" },
    });
    await call("logs", "UntagResource", { resourceArn: arn, tagKeys: ["team"] });
    expect(await call("logs", "ListTagsForResource", { resourceArn: arn })).toEqual({ tags: {} });
  });

  test("forget events after the retention, and everything when deleted", async () => {
    const { put, call, filter, pass } = await withStream();
    await put("one", [1, "a"]);
    await put("two", [1, "b"]);
    await call("logs", "DeleteLogStream", { logGroupName, logStreamName: "two" });
    expect(await filter()).toEqual(["a"]);
    await call("logs", "PutRetentionPolicy", { logGroupName, retentionInDays: 1 });
    await pass(2 * 86_400_000);
    expect(await filter()).toEqual([]);
    await call("logs", "DeleteLogGroup", { logGroupName });
    await expect(put("one", [1, "a"])).rejects.toThrow("The specified log group does not exist.");
  });

  test.each([
    ["CreateLogGroup", { logGroupName }, "The specified log group already exists"],
    ["CreateLogGroup", { logGroupName: "a b" }, "failed to satisfy constraint"],
    ["CreateLogGroup", { logGroupName: "g", kmsKeyId: "k" }, "does not implement kmsKeyId"],
    ["CreateLogStream", { logGroupName, logStreamName: "one" }, "The specified log stream already exists"],
    ["CreateLogStream", { logGroupName, logStreamName: "a:b" }, "failed to satisfy constraint"],
    ["PutRetentionPolicy", { logGroupName, retentionInDays: 2 }, "2 is no retention"],
    ["GetLogEvents", { logGroupName, logStreamName: "x" }, "The specified log stream does not exist."],
    ["StartLiveTail", { logGroupIdentifiers: [logGroupName] }, "does not implement logs:StartLiveTail"],
  ] as const)("%s is refused with %j", async (operation, input, error) => {
    const { call } = await withStream();
    await expect(call("logs", operation, Object(input))).rejects.toThrow(error);
  });

  test("keep policies for other services", async () => {
    const { call } = await withStream();
    await call("logs", "PutResourcePolicy", { policyName: "p", policyDocument: "{}" });
    const { resourcePolicies } = await call("logs", "DescribeResourcePolicies", {});
    expect(resourcePolicies).toEqual([{ policyName: "p", policyDocument: "{}", lastUpdatedTime: start }]);
    await call("logs", "DeleteResourcePolicy", { policyName: "p" });
    await expect(call("logs", "DeleteResourcePolicy", { policyName: "p" })).rejects.toThrow("does not exist");
  });
});
