import { z } from "zod";
import { delivery, deliveryInputs } from "../delivery.ts";
import { call, kind } from "../kind.ts";

export const schedule = kind({
  type: "aws:scheduler/schedule:Schedule",
  becomes:
    "`CreateSchedule`; one that calls an AWS service directly is left out, since the laptop has no universal targets",
  inputs: {
    name: z.string(),
    groupName: z.string().optional(),
    description: z.string().optional(),
    scheduleExpression: z.string(),
    scheduleExpressionTimezone: z.string().optional(),
    state: z.enum(["ENABLED", "DISABLED"]).optional(),
    flexibleTimeWindow: z.strictObject({
      mode: z.enum(["OFF", "FLEXIBLE"]),
      maximumWindowInMinutes: z.number().optional(),
    }),
    target: z.strictObject({
      arn: z.string(),
      roleArn: z.string(),
      input: z.string().optional(),
      ...deliveryInputs,
    }),
  },
  translate({ target, flexibleTimeWindow, ...given }, { name: id, region }) {
    if (target.arn.startsWith("arn:aws:scheduler:::")) return [];
    return [
      call(id, region, "scheduler", "CreateSchedule", {
        Name: given.name,
        GroupName: given.groupName,
        Description: given.description,
        ScheduleExpression: given.scheduleExpression,
        ScheduleExpressionTimezone: given.scheduleExpressionTimezone,
        State: given.state,
        FlexibleTimeWindow: {
          Mode: flexibleTimeWindow.mode,
          MaximumWindowInMinutes: flexibleTimeWindow.maximumWindowInMinutes,
        },
        Target: {
          Arn: target.arn,
          RoleArn: target.roleArn,
          Input: target.input,
          ...delivery(target),
        },
      }),
    ];
  },
});
