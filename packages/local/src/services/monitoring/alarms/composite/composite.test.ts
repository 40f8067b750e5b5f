import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { AwsEvent } from "../../../../world/world.ts";
import { surroundings } from "../../../testing.ts";
import { monitoring } from "../../service.ts";

const fn = "arn:aws:lambda:us-east-1:123456789012:function:wake";
const topic = "arn:aws:sns:us-east-1:123456789012:operators";
const arnOf = (name: string) => `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`;

async function cloud() {
  const all = surroundings((world) => [monitoring(world)], { start: Date.UTC(2026, 0, 1, 12) });
  const changes: AwsEvent[] = [];
  all.world.events.subscribe((event) => changes.push(event));
  const child = (AlarmName: string) =>
    all.call("monitoring", "PutMetricAlarm", {
      AlarmName,
      Namespace: "app",
      MetricName: AlarmName,
      Statistic: "Sum",
      Period: 86_400,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "GreaterThanThreshold",
      TreatMissingData: "ignore",
    });
  await child("errors");
  await child("latency");
  const put = (AlarmRule: string, AlarmName = "either", more: object = {}) =>
    all.call("monitoring", "PutCompositeAlarm", { AlarmName, AlarmRule, ...more });
  const set = (AlarmName: string, StateValue: "OK" | "ALARM") =>
    all.call("monitoring", "SetAlarmState", { AlarmName, StateValue, StateReason: "test" });
  const described = async (AlarmName = "either") =>
    (
      await all.call("monitoring", "DescribeAlarms", {
        AlarmNames: [AlarmName],
        AlarmTypes: ["CompositeAlarm"],
      })
    ).CompositeAlarms?.[0];
  return { ...all, changes, child, described, put, set };
}

test("a composite alarm is evaluated when it is put and whenever an alarm of its rule changes", async () => {
  const { put, set, described } = await cloud();
  await put("ALARM(errors) OR ALARM(latency)");
  expect(await described()).toMatchObject({
    StateValue: "OK",
    StateReason: `${arnOf("either")} was created and its alarm rule evaluates to OK`,
  });
  await set("latency", "ALARM");
  expect(await described()).toMatchObject({
    StateValue: "ALARM",
    StateReason: `${arnOf("latency")} transitioned to ALARM at Thursday 01 January, 2026 12:00:00 UTC`,
  });
  await set("errors", "ALARM");
  await set("latency", "OK");
  expect((await described())?.StateValue).toBe("ALARM");
  await set("errors", "OK");
  expect((await described())?.StateValue).toBe("OK");
  await put("NOT ALARM(errors)");
  expect(await described()).toMatchObject({
    StateValue: "ALARM",
    StateReason: `${arnOf("either")} was updated and its alarm rule evaluates to ALARM`,
  });
});

test("its event and its actions have the shape that CloudWatch gives them", async () => {
  const { put, set, changes, asked, pass } = await cloud();
  const sample = JSON.parse(
    readFileSync(
      new URL(
        "../../../../../../../test/fixtures/events/cloudwatch-alarm.lambda-action-composite.json",
        import.meta.url,
      ),
      "utf8",
    ),
  );
  const { alarmRule } = sample.alarmData.configuration;
  const {
    actionsSuppressedBy: _,
    actionsSuppressedReason: __,
    ...previousState
  } = sample.alarmData.previousState;
  const alarmData = { ...sample.alarmData, previousState, configuration: { alarmRule } };
  await put(`ALARM("errors") AND OK(${arnOf("latency")})`, "both", { AlarmActions: [fn, topic] });
  await set("latency", "OK");
  await set("errors", "ALARM");
  await pass(1);
  const event = changes.at(-1);
  expect(event).toMatchObject({
    source: "aws.cloudwatch",
    "detail-type": "CloudWatch Alarm State Change",
    resources: [arnOf("both")],
  });
  expect(shape(event?.detail)).toEqual(shape(alarmData));
  const [invoked, published] = asked;
  const payload = JSON.parse(new TextDecoder().decode(Object(invoked?.input).Payload));
  expect(shape(payload)).toEqual(shape({ ...sample, alarmData }));
  expect(JSON.parse(Object(published?.input).Message)).toMatchObject({
    AlarmName: "both",
    AlarmRule: expect.stringContaining("errors"),
    TriggeringChildren: [{ Arn: arnOf("errors"), State: { Value: "ALARM" } }],
  });
});

test("composite alarms stand on one another, and a circle of them is left alone", async () => {
  const { put, set, described, call } = await cloud();
  await put("ALARM(errors)", "lower");
  await put("ALARM(lower)", "upper");
  await set("errors", "ALARM");
  expect((await described("upper"))?.StateValue).toBe("ALARM");
  await put("ALARM(errors) AND NOT ALARM(upper)", "lower");
  expect((await described("lower"))?.StateValue).toBe("OK");
  expect((await described("upper"))?.StateValue).toBe("OK");
  const names = async (input: object) => {
    const { CompositeAlarms = [], MetricAlarms = [] } = await call("monitoring", "DescribeAlarms", input);
    return [...CompositeAlarms, ...MetricAlarms].map(({ AlarmName }) => AlarmName);
  };
  expect(await names({ ParentsOfAlarmName: "errors" })).toEqual(["lower"]);
  expect(await names({ ChildrenOfAlarmName: "lower" })).toEqual(["upper", "errors"]);
  expect(await names({})).toEqual(["errors", "latency"]);
});

test("what a composite alarm needs cannot be deleted before it", async () => {
  const { put, call } = await cloud();
  await put("ALARM(errors)");
  const remove = (...AlarmNames: string[]) => call("monitoring", "DeleteAlarms", { AlarmNames });
  await expect(remove("errors")).rejects.toThrow(
    "Cannot delete errors as there are composite alarm(s) depending on it.",
  );
  await remove("either");
  await remove("errors");
});

test.each([
  [
    "a rule on alarms that do not exist",
    "ALARM(errors) OR OK(gone)",
    {},
    "alarms [gone] in the alarm rule do not",
  ],
  ["a rule on itself", "ALARM(either)", {}, "names the alarm itself"],
  ["the name of an alarm on a metric", "ALARM(errors)", { AlarmName: "latency" }, "has the name 'latency'"],
  ["a suppressor of its actions", "ALARM(errors)", { ActionsSuppressor: "latency" }, "ActionsSuppressor"],
])("%s is refused", async (_, rule, more, message) => {
  const { put } = await cloud();
  await expect(put(rule, "either", more)).rejects.toThrow(message);
});

test("the history holds what was configured, each state and each action, by type and by page", async () => {
  const { put, set, call, pass } = await cloud();
  await put("ALARM(errors)", "either", { AlarmActions: [topic] });
  await set("errors", "ALARM");
  await pass(1);
  await put("FALSE");
  await call("monitoring", "DeleteAlarms", { AlarmNames: ["either"] });
  const summaries: unknown[] = [];
  let NextToken: string | undefined;
  do {
    const page = await call("monitoring", "DescribeAlarmHistory", {
      AlarmTypes: ["CompositeAlarm"],
      ScanBy: "TimestampAscending",
      MaxRecords: 3,
      NextToken,
    });
    expect(page.AlarmHistoryItems?.length).toBeLessThanOrEqual(3);
    summaries.push(...(page.AlarmHistoryItems ?? []).map(({ HistorySummary }) => HistorySummary));
    NextToken = page.NextToken;
  } while (NextToken);
  expect(summaries).toEqual([
    'Alarm "either" created',
    "Alarm updated from INSUFFICIENT_DATA to OK",
    "Alarm updated from OK to ALARM",
    `Successfully executed action ${topic}`,
    'Alarm "either" updated',
    "Alarm updated from ALARM to OK",
    'Alarm "either" deleted',
  ]);
  const { AlarmHistoryItems = [] } = await call("monitoring", "DescribeAlarmHistory", {
    AlarmTypes: ["CompositeAlarm"],
    HistoryItemType: "Action",
  });
  expect(JSON.parse(AlarmHistoryItems[0]?.HistoryData ?? "")).toMatchObject({
    actionState: "Succeeded",
    notificationResource: topic,
    error: null,
  });
});

/** Names of members all the way down, JSON text opened. */
function shape(value: unknown): unknown {
  if (typeof value === "string" && value.startsWith("{")) return shape(JSON.parse(value));
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, shape(member)])
      .sort(),
  );
}
