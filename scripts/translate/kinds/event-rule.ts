import { z } from "zod";
import { call, kind } from "../kind.ts";

export const eventRule = kind({
  type: "aws:cloudwatch/eventRule:EventRule",
  becomes: "`PutRule`",
  inputs: {
    name: z.string(),
    description: z.string().optional(),
    eventBusName: z.string().optional(),
    eventPattern: z.string().optional(),
    scheduleExpression: z.string().optional(),
    state: z.enum(["ENABLED", "DISABLED"]).optional(),
    roleArn: z.string().optional(),
  },
  translate: (given, { name: id, region }) => [
    call(id, region, "events", "PutRule", {
      Name: given.name,
      Description: given.description,
      EventBusName: given.eventBusName,
      EventPattern: given.eventPattern,
      ScheduleExpression: given.scheduleExpression,
      State: given.state,
      RoleArn: given.roleArn,
    }),
  ],
});
