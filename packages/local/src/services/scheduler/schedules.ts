import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { prepare } from "./prepare.ts";
import type { Registry } from "./registry.ts";
import type { Runner } from "./runner.ts";
import type { Schedule } from "./schedule.ts";

export function createSchedule(
  registry: Registry,
  runner: Runner,
  input: Input<"scheduler", "CreateSchedule">,
  now: number,
): Output<"scheduler", "CreateSchedule"> {
  const group = registry.group(input.GroupName);
  const arn = registry.scheduleArn(input.Name, group.name);
  const schedule = prepare("scheduler:CreateSchedule", input, { arn, group: group.name }, now);
  const there = group.schedules.get(schedule.name);
  if (there && there.clientToken !== undefined && there.clientToken === schedule.clientToken)
    return { ScheduleArn: there.arn };
  if (there)
    throw new AwsError("ConflictException", `Schedule ${schedule.name} already exists.`, { statusCode: 409 });
  group.schedules.set(schedule.name, schedule);
  runner.start(schedule);
  return { ScheduleArn: arn };
}

export function updateSchedule(
  registry: Registry,
  runner: Runner,
  input: Input<"scheduler", "UpdateSchedule">,
  now: number,
): Output<"scheduler", "UpdateSchedule"> {
  const { arn, group, name, created } = registry.schedule(input.Name, input.GroupName);
  const schedule = prepare("scheduler:UpdateSchedule", input, { arn, group }, now, created);
  registry.group(group).schedules.set(name, schedule);
  runner.start(schedule);
  return { ScheduleArn: arn };
}

export function deleteSchedule(
  registry: Registry,
  runner: Runner,
  { Name, GroupName }: Input<"scheduler", "DeleteSchedule">,
): object {
  const schedule = registry.schedule(Name, GroupName);
  registry.group(GroupName).schedules.delete(schedule.name);
  runner.end(schedule);
  return {};
}

export function getSchedule(
  registry: Registry,
  { Name, GroupName }: Input<"scheduler", "GetSchedule">,
): Output<"scheduler", "GetSchedule"> {
  const schedule = registry.schedule(Name, GroupName);
  const { description, start, end } = schedule;
  return {
    ...named(schedule),
    ScheduleExpression: schedule.expression,
    ScheduleExpressionTimezone: schedule.timeZone,
    FlexibleTimeWindow: schedule.window,
    Target: {
      RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      ...schedule.target,
    },
    ActionAfterCompletion: schedule.afterCompletion,
    ...(description !== undefined && { Description: description }),
    ...(start && { StartDate: start }),
    ...(end && { EndDate: end }),
  };
}

export function listSchedules(
  registry: Registry,
  input: Input<"scheduler", "ListSchedules">,
): Output<"scheduler", "ListSchedules"> {
  const { GroupName, NamePrefix = "", State, NextToken, MaxResults = 100 } = input;
  const groups = GroupName === undefined ? [...registry.groups.values()] : [registry.group(GroupName)];
  const found = groups
    .flatMap(({ schedules }) => [...schedules.values()])
    .filter(({ name, state }) => name.startsWith(NamePrefix) && (State ?? state) === state)
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
  const { items, nextToken } = page(found, NextToken, MaxResults);
  return {
    Schedules: items.map((schedule) => ({ ...named(schedule), Target: { Arn: schedule.destination.arn } })),
    ...(nextToken && { NextToken: nextToken }),
  };
}

function named({ arn, name, group, state, created, modified }: Schedule) {
  return {
    Arn: arn,
    Name: name,
    GroupName: group,
    State: state,
    CreationDate: created,
    LastModificationDate: modified,
  };
}
