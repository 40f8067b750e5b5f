import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { RaisedAlarm } from "@signalbox/core/ledger/records";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { z } from "zod";
import { ledgerOf, putFirst } from "../../aws/ledger.ts";
import { readLock } from "../../aws/lock.ts";
import { readRun } from "../../aws/run.ts";
import { fail } from "../../aws/task-token.ts";
import { readToken } from "../../aws/wait-token.ts";
import { lambdaFunction } from "../../step.ts";

/** What is read of `CloudWatch Alarm State Change`. */
const AlarmEvent = z.object({
  time: z.string(),
  detail: z.object({
    alarmName: z.string(),
    state: z.object({ value: z.literal("ALARM"), reason: z.string().default("no reason given") }),
  }),
});

export const wake = lambdaFunction({
  name: "wake",
  description:
    "Records an alarm for every release that watches it, then fails the release's wait: EventBridge cannot.",
  input: AlarmEvent,
  triggers: [
    onTrigger.event("alarm", {
      source: ["aws.cloudwatch"],
      "detail-type": ["CloudWatch Alarm State Change"],
      detail: { state: { value: ["ALARM"] } },
    }),
  ],
  allow: [on("ledgerTable", "dynamodb:GetItem", "dynamodb:PutItem"), anywhere("states:SendTaskFailure")],
  run: async ({ time, detail: { alarmName, state } }, context) => {
    const { aws, log, platform } = context;
    const woken: string[] = [];
    for (const { name } of platform.groups) {
      const ledger = ledgerOf(context, name);
      const run = (await readLock(ledger))?.run;
      const watching = run === undefined ? undefined : await readRun(ledger, run);
      if (run === undefined || !watching?.release.policy.alarms.includes(alarmName)) continue;
      // The record comes first: a release that stores its token just now reads it after that, though the alarm be OK again.
      const alarm: RaisedAlarm = { name: alarmName, reason: state.reason, at: time };
      await putFirst(ledger, ledgerKeys.alarm(run), alarm);
      const waiting = await readToken(ledger, run);
      const problem = { error: "Release.AlarmRaised", cause: `${alarmName} went to ALARM: ${state.reason}` };
      // A stale token is no harm: that wait has ended, and the next step reads the record.
      if (waiting && (await fail(aws.sfn, waiting.token, problem))) woken.push(run);
    }
    log.info("woke", { alarmName, woken });
    return { woken };
  },
});
