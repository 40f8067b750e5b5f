import { z } from "zod";
import { call, kind } from "../kind.ts";

export const compositeAlarm = kind({
  type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  becomes: "`PutCompositeAlarm`",
  inputs: {
    alarmName: z.string(),
    alarmRule: z.string(),
    alarmDescription: z.string().optional(),
    actionsEnabled: z.boolean().optional(),
    alarmActions: z.array(z.string()).optional(),
    okActions: z.array(z.string()).optional(),
    insufficientDataActions: z.array(z.string()).optional(),
  },
  translate: (given, { name: id, region }) => [
    call(id, region, "monitoring", "PutCompositeAlarm", {
      AlarmName: given.alarmName,
      AlarmRule: given.alarmRule,
      AlarmDescription: given.alarmDescription,
      ActionsEnabled: given.actionsEnabled,
      AlarmActions: given.alarmActions,
      OKActions: given.okActions,
      InsufficientDataActions: given.insufficientDataActions,
    }),
  ],
});
