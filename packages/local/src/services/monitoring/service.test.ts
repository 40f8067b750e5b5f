import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { AwsEvent } from "../../world/world.ts";
import { surroundings } from "../testing.ts";
import { monitoring } from "./service.ts";

const start = Date.UTC(2026, 0, 1, 12);
const minute = 60_000;
const topic = "arn:aws:sns:us-east-1:123456789012:operators";
const fn = "arn:aws:lambda:us-east-1:123456789012:function:wake";

function cloud() {
  const all = surroundings((world) => [monitoring(world)], { start });
  const changes: AwsEvent[] = [];
  all.world.events.subscribe((event) => changes.push(event));
  const report = (value: number, count = 1, at?: number) =>
    all.world.metrics.publish({
      region: "us-east-1",
      namespace: "AWS/ApplicationELB",
      metric: "HTTPCode_Target_5XX_Count",
      dimensions: { LoadBalancer: "app/main/1" },
      value,
      count,
      unit: "Count",
      ...(at !== undefined && { at }),
    });
  const putAlarm = (change: object = {}) =>
    all.call("monitoring", "PutMetricAlarm", {
      AlarmName: "5xx",
      AlarmDescription: "too many errors",
      Namespace: "AWS/ApplicationELB",
      MetricName: "HTTPCode_Target_5XX_Count",
      Dimensions: [{ Name: "LoadBalancer", Value: "app/main/1" }],
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 5,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
      TreatMissingData: "notBreaching",
      ...change,
    });
  const alarm = async () => (await all.call("monitoring", "DescribeAlarms", {})).MetricAlarms?.[0];
  return { ...all, changes, report, putAlarm, alarm };
}

describe("an alarm", () => {
  test("turns to ALARM after the minute that breached, and back to OK once enough quiet minutes are there", async () => {
    const { putAlarm, report, pass, alarm, changes } = cloud();
    await putAlarm();
    expect((await alarm())?.StateValue).toBe("INSUFFICIENT_DATA");
    await pass(minute + 6000);
    expect((await alarm())?.StateValue).toBe("OK");
    report(1, 5);
    await pass(minute);
    expect(await alarm()).toMatchObject({
      StateValue: "ALARM",
      StateReason:
        "Threshold Crossed: 1 datapoint [5.0 (01/01/26 12:01:00)] was greater than or equal to the threshold (5.0).",
    });
    report(0);
    await pass(minute);
    expect((await alarm())?.StateValue).toBe("OK");
    expect(changes.map(({ detail }) => Object(detail).state.value)).toEqual(["OK", "ALARM", "OK"]);
  });

  test("emits the event that CloudWatch emits, member by member", async () => {
    const { putAlarm, report, pass, changes } = cloud();
    const sample = JSON.parse(
      readFileSync(
        new URL("../../../../../test/fixtures/events/cloudwatch-alarm.single-metric.json", import.meta.url),
        "utf8",
      ),
    );
    report(0, 1, start - minute);
    await putAlarm({ DatapointsToAlarm: 1 });
    await pass(minute);
    report(1, 9);
    await pass(minute + 6000);
    const event = changes.at(-1);
    expect(shape(event)).toEqual(shape(sample));
    expect(event).toMatchObject({
      source: sample.source,
      "detail-type": sample["detail-type"],
      resources: ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:5xx"],
      time: "2026-01-01T12:02:05Z",
    });
    const { state, previousState } = Object(event?.detail);
    expect(state.reason).toBe(
      "Threshold Crossed: 1 out of the last 1 datapoints [9.0 (01/01/26 12:01:00)] was greater than or equal to the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).",
    );
    expect(state.reasonData).toBe(
      '{"version":"1.0","queryDate":"2026-01-01T12:02:05.000+0000","startDate":"2026-01-01T12:01:00.000+0000","statistic":"Sum","period":60,"recentDatapoints":[9.0],"threshold":5.0,"evaluatedDatapoints":[{"timestamp":"2026-01-01T12:01:00.000+0000","sampleCount":9.0,"value":9.0}]}',
    );
    expect(previousState.value).toBe("OK");
  });

  test("of ten seconds is evaluated every ten seconds", async () => {
    const { putAlarm, pass, call, changes } = cloud();
    await putAlarm({ Namespace: "app", MetricName: "errors", Dimensions: [], Period: 10 });
    await pass(5000);
    await call("monitoring", "PutMetricData", {
      Namespace: "app",
      MetricData: [{ MetricName: "errors", Value: 7, StorageResolution: 1 }],
    });
    await pass(6500);
    expect(changes.map(({ time, detail }) => [time, Object(detail).state.value])).toEqual([
      ["2026-01-01T12:00:01Z", "OK"],
      ["2026-01-01T12:00:11Z", "ALARM"],
    ]);
  });

  test("set by hand is put back by the next evaluation", async () => {
    const { putAlarm, pass, alarm, call, changes } = cloud();
    await putAlarm();
    await pass(minute + 6000);
    await call("monitoring", "SetAlarmState", {
      AlarmName: "5xx",
      StateValue: "ALARM",
      StateReason: "a drill",
    });
    expect(await alarm()).toMatchObject({ StateValue: "ALARM", StateReason: "a drill" });
    await pass(minute);
    expect((await alarm())?.StateValue).toBe("OK");
    expect(changes).toHaveLength(3);
  });

  test("tells its topic and its function, unless its actions are disabled", async () => {
    const { putAlarm, pass, call, asked } = cloud();
    const set = (StateValue: "ALARM" | "OK") =>
      call("monitoring", "SetAlarmState", { AlarmName: "5xx", StateValue, StateReason: "by hand" });
    await putAlarm({ AlarmActions: [topic, fn] });
    await set("ALARM");
    await pass(1);
    expect(asked.map(({ service, operation }) => `${service}:${operation}`)).toEqual([
      "sns:Publish",
      "lambda:Invoke",
    ]);
    expect(asked[0]).toMatchObject({
      input: { TopicArn: topic, Subject: 'ALARM: "5xx" in US East (N. Virginia)' },
      context: { principal: { kind: "service", name: "cloudwatch.amazonaws.com" } },
    });
    await set("OK");
    await call("monitoring", "DisableAlarmActions", { AlarmNames: ["5xx"] });
    await set("ALARM");
    await pass(1);
    expect(asked).toHaveLength(2);
  });

  test("on an expression over metrics watches its result", async () => {
    const { putAlarm, pass, call, alarm } = cloud();
    const metric = (MetricName: string) => ({
      Metric: { Namespace: "app", MetricName },
      Period: 60,
      Stat: "Sum",
    });
    await putAlarm({
      Namespace: undefined,
      MetricName: undefined,
      Dimensions: undefined,
      Statistic: undefined,
      Period: undefined,
      Metrics: [
        { Id: "e", MetricStat: metric("errors"), ReturnData: false },
        { Id: "r", MetricStat: metric("requests"), ReturnData: false },
        { Id: "rate", Expression: "100 * FILL(e, 0) / r", Label: "error rate" },
      ],
    });
    const MetricData = [
      { MetricName: "errors", Value: 6 },
      { MetricName: "requests", Value: 100 },
    ];
    await call("monitoring", "PutMetricData", { Namespace: "app", MetricData });
    await pass(minute + 6000);
    expect(await alarm()).toMatchObject({
      StateValue: "ALARM",
      StateReason:
        "Threshold Crossed: 1 datapoint [6.0 (01/01/26 12:00:00)] was greater than or equal to the threshold (5.0).",
    });
  });

  test("put again keeps its state", async () => {
    const { putAlarm, pass, alarm } = cloud();
    await putAlarm();
    await pass(minute + 6000);
    await putAlarm({ Threshold: 6 });
    expect(await alarm()).toMatchObject({ StateValue: "OK", Threshold: 6 });
  });

  test("is no longer evaluated after it is deleted", async () => {
    const { putAlarm, pass, call, changes } = cloud();
    await putAlarm();
    await call("monitoring", "DeleteAlarms", { AlarmNames: ["5xx"] });
    await pass(3 * minute);
    expect(changes).toEqual([]);
    await expect(call("monitoring", "DeleteAlarms", { AlarmNames: ["5xx"] })).rejects.toThrow("5xx");
  });

  test("is found by name, prefix, state, action and metric", async () => {
    const { putAlarm, call } = cloud();
    await putAlarm({ AlarmActions: [topic] });
    await putAlarm({ AlarmName: "other", MetricName: "RequestCount" });
    const names = async (input: object) =>
      (await call("monitoring", "DescribeAlarms", input)).MetricAlarms?.map(({ AlarmName }) => AlarmName);
    expect(await names({})).toEqual(["5xx", "other"]);
    expect(await names({ AlarmNames: ["other", "none"] })).toEqual(["other"]);
    expect(await names({ AlarmNamePrefix: "5" })).toEqual(["5xx"]);
    expect(await names({ ActionPrefix: "arn:aws:sns" })).toEqual(["5xx"]);
    expect(await names({ StateValue: "ALARM" })).toEqual([]);
    const found = await call("monitoring", "DescribeAlarmsForMetric", {
      Namespace: "AWS/ApplicationELB",
      MetricName: "RequestCount",
      Dimensions: [{ Name: "LoadBalancer", Value: "app/main/1" }],
    });
    expect(found.MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual(["other"]);
  });
});

test("a stopped service evaluates nothing more and hears no more metrics", async () => {
  const { putAlarm, pass, stop, changes, report, call } = cloud();
  await putAlarm();
  await stop();
  report(9);
  await pass(5 * minute);
  expect(changes).toEqual([]);
  expect((await call("monitoring", "ListMetrics", {})).Metrics).toEqual([]);
});

/** Names of members all the way down, JSON text opened; dimensions and evaluatedDatapoints differ by metric and year. */
function shape(value: unknown): unknown {
  if (typeof value === "string" && value.startsWith("{")) return shape(JSON.parse(value));
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "evaluatedDatapoints")
      .map(([name, member]) => [name, name === "dimensions" ? {} : shape(member)])
      .sort(),
  );
}
