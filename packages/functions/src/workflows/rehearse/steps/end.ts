import { RunProblem } from "@signalbox/core/backup/run/run";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Rehearsed } from "@signalbox/core/upgrade/rehearsal";
import type { RehearsalReport } from "@signalbox/core/upgrade/rehearsal-report";
import { RehearseRequest, RehearseRun } from "@signalbox/core/upgrade/rehearse-run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { putItem, workLedgerOf } from "../../../aws/ledger.ts";
import { giveLockBack } from "../../../aws/lock.ts";
import { publish } from "../../../aws/report-topic.ts";
import * as allow from "../../../release/allow.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";

export const end = step({
  name: "End",
  description:
    "Writes down how the rehearsal ended, tells people of what it left behind, and gives the lease back.",
  input: z.strictObject({
    request: RehearseRequest.partial({ image: true, requestedBy: true }).extend({
      clears: z.boolean().default(false),
    }),
    run: RehearseRun.optional(),
    rehearsed: Rehearsed.optional(),
    problem: RunProblem.optional(),
  }),
  output: z.strictObject({}),
  allow: [allow.writeLedger, on("topic", "sns:Publish")],
  run: async ({ request, run, rehearsed, problem }, context) => {
    const { aws, clock, platform, visit } = context;
    const { group, requestedBy } = request;
    const ledger = workLedgerOf(context, "rehearse", group);
    const name = runName(visit.execution);
    const report: RehearsalReport = {
      group,
      run: name,
      ...(requestedBy !== undefined && { requestedBy }),
      ...((run ?? request).image && { image: (run ?? request).image }),
      ...(run && { startedAt: new Date(run.startedAt).toISOString() }),
      endedAt: new Date(clock.now()).toISOString(),
      ...(rehearsed && { rehearsed }),
      ...(problem && { problem }),
    };
    await putItem(ledger, ledgerKeys.run(name), report);
    // Whoever asked hears of everything else; this costs by the hour.
    if (problem?.error === "Upgrade.LeftBehind")
      await publish(aws.sns, platform.reportTopicArn, {
        subject: `Rehearsal of ${group}: ${problem.error}`,
        text: `${name}: ${problem.cause}`,
      });
    await giveLockBack(ledger, visit.execution);
    return {};
  },
});
