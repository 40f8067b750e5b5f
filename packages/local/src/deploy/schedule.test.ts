import { onTrigger } from "@signalbox/core/workflow/triggers";
import { expect, test } from "vitest";
import { createCloud } from "../cloud.ts";
import { virtualClock } from "../world/clock.ts";
import { deploySchedule } from "./schedule.ts";

const nothing = (): never => {
  throw new Error("this test starts nothing");
};
const plane = { start: nothing, probe: nothing, listen: nothing, listening: () => [], stop: async () => {} };
const place = { region: "us-east-1", account: "123456789012" };

async function scheduledFor(action: "lambda:InvokeFunction" | "states:StartExecution") {
  const clock = virtualClock(Date.UTC(2026, 0, 1));
  const reported: unknown[] = [];
  const cloud = createCloud({ clock, seed: 1, plane, report: (_, error) => reported.push(error) });
  const heard: unknown[] = [];
  cloud.lambda.install({
    functionName: "plan",
    region: place.region,
    roleArn: "arn:aws:iam::123456789012:role/plan",
    timeoutSeconds: 3,
    memoryMb: 128,
    environment: {},
    load: async () => async (event) => {
      heard.push(event);
      return {};
    },
  });
  const trigger = onTrigger.schedule("nightly", "cron(0 2 * * ? *)", { full: true });
  if (trigger.kind !== "schedule") throw new Error("no schedule");
  const arn = "arn:aws:lambda:us-east-1:123456789012:function:plan";
  await clock.run(deploySchedule(cloud, place, "backup", trigger, { arn, action }));
  await clock.run(clock.sleep(26.5 * 3_600_000));
  await cloud.stop();
  return { heard, reported };
}

test("a trigger on a schedule calls its target with its input, as a role that may do this", async () => {
  const { heard, reported } = await scheduledFor("lambda:InvokeFunction");
  expect(heard).toEqual([{ full: true }, { full: true }]);
  expect(reported).toEqual([]);
});

test("a schedule's role may do nothing but what the schedule is for", async () => {
  const { heard, reported } = await scheduledFor("states:StartExecution");
  expect(heard).toEqual([]);
  expect(reported).toMatchObject([{ name: "AccessDeniedException" }, { name: "AccessDeniedException" }]);
});
