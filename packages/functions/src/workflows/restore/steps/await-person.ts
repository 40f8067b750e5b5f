import { waysBack } from "@signalbox/core/backup/restore/parts";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { publish } from "../../../aws/report-topic.ts";
import { storeOwnToken } from "../../../aws/wait-token.ts";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { step } from "../../../step.ts";
import { Named, note, readRestoration } from "../record.ts";
import { words } from "../said.ts";

export const awaitPerson = step({
  name: "AwaitPerson",
  description:
    "Stores the task token and tells a person what is waited for, then looks once more whether somebody has decided.",
  input: z.strictObject({
    run: Named,
    phase: z.enum(["waiting-for-person", "keeping-old"]),
    seconds: z.int().positive(),
  }),
  output: z.strictObject({ answered: z.boolean() }),
  allow: [readLedger, writeLedger, on("topic", "sns:Publish"), anywhere("states:SendTaskSuccess")],
  run: async ({ run, phase, seconds }, context) => {
    const { aws, platform } = context;
    const ledger = workLedgerOf(context, "restore", run.what);
    await insistOnLease(context, ledger);
    const isTold = (await readRestoration(context, run))?.phase === phase;
    const { token, deadline } = await storeOwnToken(ledger, run.run, context, seconds);
    const record = await note(context, run, { phase });
    if (!isTold)
      await publish(aws.sns, platform.reportTopicArn, {
        subject: `Restore of ${run.what} ${record.problem ? "has stopped" : waits[phase].subject}`,
        text: [
          ...(record.problem ? [`${record.problem.error}: ${record.problem.cause}`] : []),
          `${run.run} ${waits[phase].text} until ${deadline}.`,
          ...waysBack(record.parts ?? []),
          ...record.plan,
          ...(record.proof ? [`${record.proof.sentence}.`] : []),
          `Old: ${record.old}. Restored: ${record.beside}.`,
        ].join("\n"),
      });
    return { answered: await words.hear(context, { ledger, run: run.run, token }) };
  },
});

const waits = {
  "waiting-for-person": {
    subject: "waits for a person",
    text: "waits for `approve` or `abort`; nobody says anything: nothing of what serves is changed. It waits",
  },
  "keeping-old": {
    subject: "serves",
    text: "has put what was restored in place. `back` goes back to the old, `release` ends the way back, which stays open",
  },
} as const;
