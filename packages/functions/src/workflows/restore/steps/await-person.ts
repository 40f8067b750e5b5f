import { waysBack } from "@signalbox/core/backup/restore/parts";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { publish } from "../../../aws/report-topic.ts";
import { succeed } from "../../../aws/task-token.ts";
import { storeToken } from "../../../aws/wait-token.ts";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { step } from "../../../step.ts";
import { Named, note, readRestoration } from "../record.ts";
import { readSaid } from "../said.ts";

/** The token outlives its wait a little, so that a late answer finds why it is late. */
const keptSeconds = 3_600;

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
    const { aws, clock, platform, token, visit } = context;
    if (token === undefined) throw new Error("AwaitPerson runs only in a state that waits for a task token");
    const ledger = workLedgerOf(context, "restore", run.what);
    await insistOnLease(context, ledger);
    const { state, entered } = visit;
    const now = clock.now();
    const [began, deadline] = [entered, new Date(now + seconds * 1_000).toISOString()];
    const expires = Math.ceil(now / 1_000 + seconds + keptSeconds);
    const isTold = (await readRestoration(context, run))?.phase === phase;
    await storeToken(ledger, run.run, { token, state, entered, wait: entered, began, deadline }, expires);
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
    const said = await readSaid(ledger, run.run, entered);
    if (said) await succeed(aws.sfn, token, said);
    return { answered: said !== undefined };
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
