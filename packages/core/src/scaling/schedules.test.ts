import { expect, test } from "vitest";
import { Schedule, scheduledAt } from "./schedules.ts";

const at = (text: string): number => Date.parse(text);
const timeZone = "Europe/Berlin";
const schedules = {
  office: Schedule.parse({
    from: "cron(0 8 ? * MON-FRI *)",
    to: "cron(0 18 ? * MON-FRI *)",
    timeZone,
    replicas: 2,
  }),
  monday: Schedule.parse({ from: "MON 08:30", to: "MON 10:00", timeZone, replicas: 5 }),
};

test.each([
  // Monday, 23 November 2026; Berlin is an hour ahead of UTC.
  ["2026-11-23T06:54:59Z", undefined],
  ["2026-11-23T06:55:00Z", { name: "office", replicas: 2 }],
  ["2026-11-23T07:25:00Z", { name: "monday", replicas: 5 }],
  ["2026-11-23T08:59:59Z", { name: "monday", replicas: 5 }],
  ["2026-11-23T09:00:00Z", { name: "office", replicas: 2 }],
  ["2026-11-23T17:00:00Z", undefined],
  ["2026-11-21T12:00:00Z", undefined],
])("at %s, with starts of five minutes, what is scheduled is %j", (now, scheduled) => {
  expect(scheduledAt(schedules, at(now), 300)).toEqual(scheduled);
});

test("a start that takes longer than a schedule lasts does not end it early", () => {
  const lunch = {
    lunch: Schedule.parse({ from: "MON 12:00", to: "MON 12:05", timeZone: "UTC", replicas: 1 }),
  };
  expect(scheduledAt(lunch, at("2026-11-23T12:01:00Z"), 600)).toEqual({ name: "lunch", replicas: 1 });
  expect(scheduledAt({}, 0, 0)).toBeUndefined();
});
