import type { BackupRequest } from "@signalbox/core/backup/run/run";
import { dueRun } from "@signalbox/core/backup/schedule/due-run";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { arns } from "@signalbox/core/platform/arns";
import type { PlacedClass } from "@signalbox/core/platform/backup-places";
import { namesOf } from "@signalbox/core/platform/names";
import { on } from "@signalbox/core/workflow/allow";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { z } from "zod";
import { startOnce } from "../../aws/execution.ts";
import { classLedgerOf, updateItem } from "../../aws/ledger.ts";
import { readLedger, writeLedger } from "../../backup/allow.ts";
import { scheduleOf } from "../../backup/schedule-of.ts";
import type { FunctionContext } from "../../context.ts";
import { lambdaFunction } from "../../step.ts";

/**
 * One look starts what is due and what was missed alike: a class's newest due time, unless its run was started. Its name is
 * that time, and Step Functions takes a name once; a schedule of EventBridge for each class could name no execution by it. It
 * looks at whole quarters of an hour, when schedules are due in every time zone.
 */
export const startDueBackups = lambdaFunction({
  name: "start-due-backups",
  description: "Starts the backup of each class whose time has come, by its schedule in its time zone, once.",
  input: z.strictObject({}),
  triggers: [onTrigger.schedule("look", "cron(0/15 * * * ? *)", {})],
  allow: [readLedger, writeLedger, on("stateMachine", "states:StartExecution")],
  run: async (_, context) => {
    const { backup, role } = context.platform;
    // A standby's cluster only follows: its points would be of the primary's moments.
    if (!backup || role !== "primary") return { started: [] };
    const started: string[] = [];
    for (const of of backup.classes) {
      const run = await startDue(of, context);
      if (run !== undefined) started.push(run);
    }
    if (started.length > 0) context.log.info("backups were due", { started });
    return { started };
  },
});

/** The name of the run that was started for a class, if one was due. */
async function startDue(of: PlacedClass, context: FunctionContext): Promise<string | undefined> {
  const { aws, clock, platform } = context;
  const known = await scheduleOf(context, of.id);
  const started = known.started === undefined ? [] : [known.started];
  const due = dueRun(of, { since: known.since, started, now: Math.floor(clock.now()) });
  if (!due) return undefined;
  const input: BackupRequest = { class: of.id, requestedBy: "schedule" };
  const stateMachineArn = arns.stateMachine(platform, namesOf(platform).deployed("backup"));
  await startOnce(aws.sfn, { stateMachineArn, name: due.name, input });
  await updateItem(classLedgerOf(context, of.id), ledgerKeys.schedule, {
    UpdateExpression: "SET #started = :due",
    ConditionExpression: "attribute_not_exists(#started) OR #started < :due",
    ExpressionAttributeNames: { "#started": "started" },
    ExpressionAttributeValues: { ":due": due.due },
  });
  return due.name;
}
