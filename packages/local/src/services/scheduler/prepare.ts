import { timingOf } from "@signalbox/core/schedule/expression";
import { isZone } from "@signalbox/core/schedule/wall-clock";
import type { Input } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import type { Schedule } from "./schedule.ts";
import { destinationOf, invalid } from "./target.ts";

/** How far back a start date may lie. */
const startAtMostAgoMs = 300_000;

/** Checks what CreateSchedule or UpdateSchedule was given; what is left out takes its default, in an update too. */
export function prepare(
  operation: "scheduler:CreateSchedule" | "scheduler:UpdateSchedule",
  input: Input<"scheduler", "CreateSchedule"> | Input<"scheduler", "UpdateSchedule">,
  place: { readonly arn: string; readonly group: string },
  now: number,
  created = new Date(now),
): Schedule {
  refuseUnsupported(operation, input, [
    "Name",
    "GroupName",
    "ScheduleExpression",
    "ScheduleExpressionTimezone",
    "StartDate",
    "EndDate",
    "Description",
    "State",
    "Target",
    "FlexibleTimeWindow",
    "ClientToken",
    "ActionAfterCompletion",
  ]);
  const { Name: name = "", ScheduleExpression: expression = "", Target: target } = input;
  const { ScheduleExpressionTimezone: timeZone = "UTC", StartDate: start, EndDate: end } = input;
  if (!/^[\w.-]{1,64}$/.test(name))
    throw invalid(
      `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$`,
    );
  if (!isZone(timeZone)) throw invalid(`Invalid ScheduleExpressionTimezone ${timeZone}.`);
  const timing = timingOf(expression, timeZone);
  if (!timing) throw invalid(`Invalid Schedule Expression ${expression}.`);
  if (start && start.getTime() < now - startAtMostAgoMs)
    throw invalid("The StartDate you specify cannot be earlier than 5 minutes ago.");
  if (end && end.getTime() <= Math.max(now, start?.getTime() ?? now))
    throw invalid("The EndDate you specify cannot be earlier than the StartDate, or the current time.");
  return {
    ...place,
    name,
    expression,
    timeZone,
    timing,
    start,
    end,
    window: windowOf(input.FlexibleTimeWindow),
    state: input.State ?? "ENABLED",
    description: input.Description,
    destination: destinationOf(operation, target),
    target: { Arn: undefined, RoleArn: undefined, ...target },
    afterCompletion: input.ActionAfterCompletion ?? "NONE",
    created,
    modified: new Date(now),
    clientToken: input.ClientToken,
  };
}

function windowOf(window: Input<"scheduler", "CreateSchedule">["FlexibleTimeWindow"]): Schedule["window"] {
  const { Mode, MaximumWindowInMinutes: minutes } = window ?? {};
  if (Mode === "OFF" && minutes === undefined) return { Mode };
  if (Mode === "FLEXIBLE" && minutes !== undefined && minutes >= 1 && minutes <= 1440)
    return { Mode, MaximumWindowInMinutes: minutes };
  throw invalid("FlexibleTimeWindow is OFF, or FLEXIBLE with a MaximumWindowInMinutes of 1 to 1440.");
}
