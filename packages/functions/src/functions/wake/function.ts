import { anywhere, on } from "@signalbox/core/workflow/allow";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { z } from "zod";
import { ledgerOf } from "../../aws/ledger.ts";
import { fail } from "../../aws/task-token.ts";
import { readTokens } from "../../aws/wait-token.ts";
import { lambdaFunction } from "../../step.ts";

/** What is read of `CloudWatch Alarm State Change`. */
const AlarmEvent = z.object({
  detail: z.object({
    alarmName: z.string(),
    state: z.object({ value: z.literal("ALARM"), reason: z.string().default("no reason given") }),
  }),
});

export const wake = lambdaFunction({
  name: "wake",
  description:
    "Fails the wait of every release that watches an alarm which went to ALARM: EventBridge cannot.",
  input: AlarmEvent,
  triggers: [
    onTrigger.event("alarm", {
      source: ["aws.cloudwatch"],
      "detail-type": ["CloudWatch Alarm State Change"],
      detail: { state: { value: ["ALARM"] } },
    }),
  ],
  allow: [on("ledgerTable", "dynamodb:Query"), anywhere("states:SendTaskFailure")],
  run: async ({ detail: { alarmName, state } }, context) => {
    const { aws, log, platform } = context;
    const woken: string[] = [];
    for (const { name } of platform.groups) {
      for (const waiting of await readTokens(ledgerOf(context, name))) {
        if (!waiting.alarms.includes(alarmName)) continue;
        const problem = {
          error: "Release.AlarmRaised",
          cause: `${alarmName} went to ALARM: ${state.reason}`,
        };
        // A stale token is no harm: that wait has ended, and the next step looks at the alarms itself.
        if (await fail(aws.sfn, waiting.token, problem)) woken.push(waiting.run);
      }
    }
    log.info("woke", { alarmName, woken });
    return { woken };
  },
});
