import { describe, expect, test } from "vitest";
import { surroundings } from "../testing.ts";
import { events } from "./service.ts";

const fn = "arn:aws:lambda:us-east-1:123456789012:function:plan";

async function withSchedule(ScheduleExpression: string) {
  const all = surroundings((world) => [events(world)]);
  await all.call("events", "PutRule", { Name: "tick", ScheduleExpression });
  await all.call("events", "PutTargets", { Rule: "tick", Targets: [{ Id: "t", Arn: fn }] });
  const payloads = () =>
    all.asked.map(({ input }) => JSON.parse(new TextDecoder().decode(Object(input).Payload)));
  return { ...all, payloads };
}

describe("a rule on a schedule", () => {
  test("sends AWS's scheduled event to its targets at every turn", async () => {
    const { pass, payloads } = await withSchedule("rate(5 minutes)");
    await pass(899_999);
    expect(payloads()).toHaveLength(2);
    await pass(1);
    expect(payloads().map(({ time }) => time)).toEqual([
      "2026-01-01T00:05:00Z",
      "2026-01-01T00:10:00Z",
      "2026-01-01T00:15:00Z",
    ]);
    expect(payloads()[0]).toMatchObject({
      "detail-type": "Scheduled Event",
      source: "aws.events",
      resources: ["arn:aws:events:us-east-1:123456789012:rule/tick"],
      detail: {},
    });
  });

  test("keeps to cron() in UTC", async () => {
    const { pass, payloads } = await withSchedule("cron(30 6 ? * FRI *)");
    await pass(9 * 86_400_000);
    expect(payloads().map(({ time }) => time)).toEqual(["2026-01-02T06:30:00Z", "2026-01-09T06:30:00Z"]);
  });

  test("rests while it is disabled, starts anew when enabled or put again, and ends when deleted", async () => {
    const { call, pass, payloads } = await withSchedule("rate(1 minute)");
    await call("events", "DisableRule", { Name: "tick" });
    await pass(120_000);
    expect(payloads()).toEqual([]);
    await call("events", "EnableRule", { Name: "tick" });
    await pass(60_000);
    expect(payloads()).toHaveLength(1);
    await call("events", "PutRule", { Name: "tick", ScheduleExpression: "rate(1 hour)" });
    await pass(3_600_000);
    expect(payloads()).toHaveLength(2);
    await call("events", "RemoveTargets", { Rule: "tick", Ids: ["t"] });
    await call("events", "DeleteRule", { Name: "tick" });
    await pass(3_600_000);
    expect(payloads()).toHaveLength(2);
  });

  test("ends with the cloud, and nobody complains", async () => {
    const { stop, pass, payloads, reported } = await withSchedule("rate(1 minute)");
    await stop();
    await pass(120_000);
    expect([payloads(), reported]).toEqual([[], []]);
  });

  test("is described with its expression", async () => {
    const { call } = await withSchedule("rate(1 minute)");
    const described = await call("events", "DescribeRule", { Name: "tick" });
    expect(described).toMatchObject({ ScheduleExpression: "rate(1 minute)" });
    expect(described).not.toHaveProperty("EventPattern");
  });

  test.each(["rate(1 minutes)", "rate(5 minute)", "cron(0 8 * * *)", "at(2026-01-01T00:00:00)"])(
    "is refused with %s",
    async (ScheduleExpression) => {
      const { call } = await withSchedule("rate(1 minute)");
      await expect(call("events", "PutRule", { Name: "n", ScheduleExpression })).rejects.toThrow(
        "Parameter ScheduleExpression is not valid.",
      );
    },
  );

  test("is refused on a bus of one's own", async () => {
    const { call } = await withSchedule("rate(1 minute)");
    await call("events", "CreateEventBus", { Name: "b" });
    const rule = { Name: "n", EventBusName: "b", ScheduleExpression: "rate(1 minute)" };
    await expect(call("events", "PutRule", rule)).rejects.toThrow("only on the default event bus");
  });
});
