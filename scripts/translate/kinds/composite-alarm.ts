import { z } from "zod";
import { call, kind, type Stage } from "../kind.ts";
import { isOnSyntheticUser } from "./metric-alarm.ts";

export const compositeAlarm = kind({
  type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  becomes: "`PutCompositeAlarm`; an alarm that is left out is FALSE in its rule",
  inputs: {
    alarmName: z.string(),
    alarmRule: z.string(),
    alarmDescription: z.string().optional(),
    actionsEnabled: z.boolean().optional(),
    alarmActions: z.array(z.string()).optional(),
    okActions: z.array(z.string()).optional(),
    insufficientDataActions: z.array(z.string()).optional(),
  },
  translate: (given, { name: id, region }, { graph }) => [
    call(id, region, "monitoring", "PutCompositeAlarm", {
      AlarmName: given.alarmName,
      AlarmRule: withoutLeftOut(given.alarmRule, graph),
      AlarmDescription: given.alarmDescription,
      ActionsEnabled: given.actionsEnabled,
      AlarmActions: given.alarmActions,
      OKActions: given.okActions,
      InsufficientDataActions: given.insufficientDataActions,
    }),
  ],
});

function withoutLeftOut(rule: string, { resources }: Stage["graph"]): string {
  const leftOut = new Set(
    resources.flatMap(({ inputs }) => (isOnSyntheticUser(inputs) ? [inputs.name] : [])),
  );
  return rule.replaceAll(/ALARM\("([^"]*)"\)/g, (child, name) => (leftOut.has(name) ? "FALSE" : child));
}
