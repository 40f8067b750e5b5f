import { readFileSync } from "node:fs";
import { monitoring } from "@signalbox/local/services/monitoring/service";
import { surroundings } from "@signalbox/local/services/testing";
import { expect, test } from "vitest";

interface Step {
  readonly service: string;
  readonly op: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly expect?: readonly { readonly key: string; readonly value: unknown }[];
}

interface Scenario {
  readonly id: string;
  readonly steps: readonly Step[];
  readonly otherExpectations?: Readonly<Record<string, unknown>>;
}

const scenarios: readonly Scenario[] = readFileSync(
  new URL("../fixtures/conformance/cloudwatch-alarm-scenarios.jsonl", import.meta.url),
  "utf8",
)
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

const operations = {
  put_metric_alarm: "PutMetricAlarm",
  describe_alarms: "DescribeAlarms",
  describe_alarms_for_metric: "DescribeAlarmsForMetric",
  describe_alarm_history: "DescribeAlarmHistory",
  set_alarm_state: "SetAlarmState",
  put_metric_data: "PutMetricData",
  enable_alarm_actions: "EnableAlarmActions",
  list_tags_for_resource: "ListTagsForResource",
  tag_resource: "TagResource",
  disable_alarm_actions: "DisableAlarmActions",
} as const;

test.each(scenarios)("$id goes as it went on AWS", async ({ steps, otherExpectations = {} }) => {
  const { call, pass, asked } = surroundings((world) => [monitoring(world)], {
    start: Date.parse("2026-11-21T10:16:17Z"),
    account: "111111111111",
  });
  const arn = `arn:aws:cloudwatch:us-east-1:111111111111:alarm:${steps.find(({ args }) => args.AlarmName)?.args.AlarmName}`;
  let answer: unknown;
  for (const { service, op, args, expect: expected = [] } of steps) {
    // Where the recording waited for a message, some evaluations went by.
    if (op === "receive_message") await pass(11_000);
    if (service !== "cloudwatch" || !isOperation(op)) continue;
    // The recording's arguments are the operation's input, with times as text.
    answer = await call("monitoring", operations[op], timed(args, arn) as never);
    for (const { value } of expected) expect(opened(answer)).toEqual(masked(value));
  }
  await pass(1000);
  const { "alarm-triggered-sqs-msg": triggered, "alarm-1-sqs-msg": first } = otherExpectations;
  const message = triggered ?? first ?? otherExpectations["alarm-state-sqs-msg"];
  if (message !== undefined) {
    const publish = asked.find(({ operation }) => operation === "Publish");
    // ActionExecutedAfterMuteWindow came with mute rules, which are not ours.
    const { ActionExecutedAfterMuteWindow: _, ...members } = Object(message);
    expect(JSON.parse(Object(publish?.input).Message)).toEqual(masked(members));
  }
  const invoked = otherExpectations["lambda-alarm-invocations"];
  if (invoked !== undefined) {
    const payload = Object(asked.find(({ operation }) => operation === "Invoke")?.input).Payload;
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(masked(invoked));
  }
  const described = otherExpectations["describe-alarms-escaped-character"];
  if (described !== undefined) expect(opened(answer)).toEqual(masked(described));
});

function isOperation(op: string): op is keyof typeof operations {
  return op in operations;
}

/** Text such as "2026-11-21 10:16:17.424217+00:00" as a Date, and the alarm's ARN where an earlier answer's is meant. */
function timed(value: unknown, arn: string): unknown {
  if (value === "<call1.AlarmArn>") return arn;
  if (typeof value === "string" && /^\d{4}-\d\d-\d\d \d\d:/.test(value))
    return new Date(value.replace(" ", "T").replace(/(\.\d{3})\d*/, "$1"));
  if (Array.isArray(value)) return value.map((item) => timed(item, arn));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, timed(member, arn)]));
}

/** JSON text within an answer opened, as the recorder opened it. */
function opened(value: unknown): unknown {
  if (typeof value === "string" && value.startsWith("{")) return JSON.parse(value);
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, opened(member)]));
}

/** Masks of the recorder stand for anything; where one is only a part of a text, the rest must fit. */
function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value === "string") {
    if (["date", "timestamp", "namespace"].includes(value)) return expect.anything();
    const parts = value.split(/<[^>]*>|MM\/DD\/YY HH:MM:SS/);
    if (parts.length === 1) return value;
    return expect.stringMatching(new RegExp(`^${parts.map(escaped).join(".*")}$`));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, masked(member)]));
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
