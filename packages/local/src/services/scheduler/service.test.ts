import { describe, expect, test } from "vitest";
import { arn, at, fn, RoleArn, withSchedule } from "./scheduler.fixture.ts";

describe("a schedule runs", () => {
  test.each([
    ["at once and then at its rate", {}, [0, 60, 120]],
    ["at its rate from its start date on", { StartDate: at(30) }, [30, 90, 150]],
    ["until its end date", { EndDate: at(90) }, [0, 60]],
    ["by cron in UTC", { ScheduleExpression: "cron(15 0-1 * * ? *)" }, [15, 75]],
    [
      "by cron in its zone",
      { ScheduleExpression: "cron(30 2 * * ? *)", ScheduleExpressionTimezone: "Europe/Berlin" },
      [90],
    ],
    [
      "by cron after its start date",
      { ScheduleExpression: "cron(0/30 * * * ? *)", StartDate: at(60) },
      [60, 90, 120, 150],
    ],
    [
      "once at its time",
      { ScheduleExpression: "at(2025-12-31T20:10:00)", ScheduleExpressionTimezone: "America/New_York" },
      [70],
    ],
    ["never while it is disabled", { State: "DISABLED" }, []],
    ["never at a time that is over", { ScheduleExpression: "at(2025-12-31T20:10:00)" }, []],
  ])("%s", async (_, input, expected) => {
    const { minutes, hours } = await withSchedule(input);
    await hours(2.9);
    expect(minutes).toEqual(expected);
  });

  test("at some moment of its flexible window, the same with the same seed", async () => {
    const FlexibleTimeWindow = { Mode: "FLEXIBLE", MaximumWindowInMinutes: 30 };
    const [one, two] = await Promise.all([
      withSchedule({ FlexibleTimeWindow }),
      withSchedule({ FlexibleTimeWindow }),
    ]);
    await one.hours(11.9);
    await two.hours(11.9);
    expect(one.minutes).toHaveLength(12);
    for (const [turn, minute] of one.minutes.entries()) {
      expect(minute).toBeGreaterThanOrEqual(turn * 60);
      expect(minute).toBeLessThan(turn * 60 + 30);
    }
    expect(new Set(one.minutes.map((minute) => minute % 60)).size).toBeGreaterThan(6);
    expect(two.minutes).toEqual(one.minutes);
  });

  test("over a change of clocks at the same time of the wall, skipping what does not exist", async () => {
    const cron = { ScheduleExpression: "cron(30 2 * * ? *)", ScheduleExpressionTimezone: "America/New_York" };
    const { minutes, hours } = await withSchedule({ ...cron, StartDate: new Date("2026-03-07T00:00Z") });
    await hours(24 * 70);
    const [first, second] = minutes.map((minute) => at(minute).toISOString().slice(0, 16));
    expect([first, second]).toEqual(["2026-03-07T07:30", "2026-03-09T06:30"]);
  });

  test("no more once it is deleted, from the change on once it is updated, and not after the cloud stops", async () => {
    const { minutes, hours, update, call, stop, create, reported } = await withSchedule();
    await hours(0.5);
    await update({ ScheduleExpression: "rate(30 minutes)" });
    await hours(0.75);
    expect(minutes).toEqual([0, 30, 60]);
    await call("scheduler", "DeleteSchedule", { Name: "nightly" });
    await hours(3);
    expect(minutes).toHaveLength(3);
    await create();
    await stop();
    await hours(3);
    expect(minutes).toHaveLength(3);
    expect(reported).toEqual([]);
  });
});

test("a schedule that is complete is deleted where it says so, and stays where it does not", async () => {
  const once = { ScheduleExpression: "at(2026-01-01T01:00:00)" };
  const gone = await withSchedule({ ...once, ActionAfterCompletion: "DELETE" });
  await gone.hours(2);
  expect(gone.minutes).toEqual([60]);
  await expect(gone.get()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  const kept = await withSchedule(once);
  await kept.hours(2);
  expect(await kept.get()).toMatchObject({ State: "ENABLED", ActionAfterCompletion: "NONE" });
});

describe("the API", () => {
  test("answers a schedule as it was made, with the defaults", async () => {
    const { get } = await withSchedule({ Description: "d" });
    expect(await get()).toEqual({
      Arn: arn("scheduler@schedule/default/nightly"),
      Name: "nightly",
      GroupName: "default",
      State: "ENABLED",
      Description: "d",
      CreationDate: at(0),
      LastModificationDate: at(0),
      ScheduleExpression: "rate(1 hour)",
      ScheduleExpressionTimezone: "UTC",
      FlexibleTimeWindow: { Mode: "OFF" },
      ActionAfterCompletion: "NONE",
      Target: {
        Arn: fn,
        RoleArn,
        Input: "{}",
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      },
    });
  });

  test("takes a name once in its group, and a repeated request as the first one", async () => {
    const { create, call } = await withSchedule({ ClientToken: "a" });
    expect(await create()).toEqual({ ScheduleArn: arn("scheduler@schedule/default/nightly") });
    await expect(create({ ClientToken: "b" })).rejects.toMatchObject({ name: "ConflictException" });
    await call("scheduler", "CreateScheduleGroup", { Name: "g", Tags: [{ Key: "k", Value: "v" }] });
    await create({ GroupName: "g" });
    const { Schedules } = await call("scheduler", "ListSchedules", { NamePrefix: "night" });
    expect(Schedules?.map(({ GroupName }) => GroupName)).toEqual(["default", "g"]);
    const ResourceArn = arn("scheduler@schedule-group/g");
    expect(await call("scheduler", "ListTagsForResource", { ResourceArn })).toEqual({
      Tags: [{ Key: "k", Value: "v" }],
    });
    await call("scheduler", "DeleteScheduleGroup", { Name: "g" });
    const left = await call("scheduler", "ListSchedules", {});
    expect(left.Schedules).toHaveLength(1);
    await expect(call("scheduler", "DeleteScheduleGroup", { Name: "default" })).rejects.toThrow(
      "cannot be deleted",
    );
  });

  test.each([
    [{ ScheduleExpression: "cron(0 8 * * *)" }, "Invalid Schedule Expression cron(0 8 * * *)."],
    [{ ScheduleExpressionTimezone: "Mars/Base" }, "Invalid ScheduleExpressionTimezone Mars/Base."],
    [{ StartDate: at(-6) }, "cannot be earlier than 5 minutes ago"],
    [{ StartDate: at(60), EndDate: at(30) }, "The EndDate you specify"],
    [{ FlexibleTimeWindow: { Mode: "FLEXIBLE" } }, "MaximumWindowInMinutes"],
    [{ Name: "a b" }, "at 'name' failed to satisfy constraint"],
    [{ GroupName: "none" }, "Schedule group none does not exist."],
    [{ Target: { Arn: fn, RoleArn, Input: "{" } }, "Input must be valid JSON"],
    [{ Target: { Arn: fn, RoleArn: "x" } }, "'target.roleArn'"],
    [
      { Target: { Arn: "arn:aws:scheduler:::aws-sdk:ecs:runTask", RoleArn } },
      "does not implement the target",
    ],
    [{ Target: { Arn: fn, RoleArn, SqsParameters: {} } }, "does not implement SqsParameters"],
    [{ Target: { Arn: arn("events@event-bus/b"), RoleArn } }, "EventBridgeParameters belong"],
  ])("refuses %j", async (input, error) => {
    const { create } = await withSchedule();
    await expect(create({ Name: "other", ...input })).rejects.toThrow(error);
  });
});
