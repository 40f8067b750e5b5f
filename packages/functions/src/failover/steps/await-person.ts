import { Course } from "@signalbox/core/failover/run";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { failoverLedgerOf } from "../../aws/epoch-tables.ts";
import { publish } from "../../aws/report-topic.ts";
import { storeOwnToken } from "../../aws/wait-token.ts";
import { step } from "../../step.ts";
import { momentOf, noted, recordOf } from "../acting.ts";
import { readTables, writeTables } from "../allow.ts";
import { writeRun } from "../records.ts";
import { words } from "../said.ts";

export const awaitPerson = step({
  name: "AwaitPerson",
  description:
    "Stores the task token and tells a person what is asked, then looks once more whether somebody has answered.",
  input: z.strictObject({
    run: Course,
    /** What is asked, and what comes of silence. */
    asks: z.string(),
    seconds: z.int().positive(),
  }),
  output: z.strictObject({ answered: z.boolean() }),
  allow: [
    readTables,
    writeTables,
    on("ledgerTable", "dynamodb:GetItem", "dynamodb:PutItem"),
    on("topic", "sns:Publish"),
    anywhere("states:SendTaskSuccess"),
  ],
  run: async ({ run, asks, seconds }, context) => {
    const { aws, platform, visit } = context;
    const { state, entered } = visit;
    const ledger = failoverLedgerOf(context);
    const { token, deadline } = await storeOwnToken(ledger, run.run, context, seconds);
    const record = await recordOf(context, run.run);
    const isTold = record.acts.some((act) => act.state === state && act.startedAt === entered);
    const act = { text: asks, startedAt: entered, isApart: true, quietMs: seconds * 1_000 + 120_000 };
    await writeRun(context, noted(context, record, act));
    if (!isTold)
      await publish(aws.sns, platform.reportTopicArn, {
        subject: `${run.kind} to ${run.to} waits for a person`,
        text: [
          `${run.run}: ${asks} It waits until ${deadline}.`,
          record.sentence,
          `Asked at ${momentOf(context)}; answer with the function decide-failover.`,
        ].join("\n"),
      });
    return { answered: await words.hear(context, { ledger, run: run.run, token }) };
  },
});
