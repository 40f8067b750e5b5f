import { letBackSeconds } from "@signalbox/core/recovery/limits";
import { lostText } from "@signalbox/core/recovery/report";
import { withAct } from "@signalbox/core/recovery/run";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { succeed } from "../../../aws/task-token.ts";
import { storeToken } from "../../../aws/wait-token.ts";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { step } from "../../../step.ts";
import { entering, ownRecovery, recoveryLedgerOf, writeRecovery } from "../record.ts";
import { readSaid } from "../said.ts";

/** The token outlives its wait a little, so that a late answer finds why it is late. */
const keptSeconds = 3_600;

export const awaitPerson = step({
  name: "AwaitPerson",
  description:
    "Stores the task token and asks a person whether users are let back, then looks once more whether somebody has answered.",
  input: z.strictObject({}),
  output: z.strictObject({ answered: z.boolean() }),
  allow: [readLedger, writeLedger, on("topic", "sns:Publish"), anywhere("states:SendTaskSuccess")],
  run: async (_, context) => {
    const { aws, clock, token, visit } = context;
    if (token === undefined) throw new Error("AwaitPerson runs only in a state that waits for a task token");
    const ledger = recoveryLedgerOf(context);
    await insistOnLease(context, ledger);
    const { state, entered, execution } = visit;
    const record = await ownRecovery(context);
    const now = clock.now();
    const deadline = new Date(now + letBackSeconds * 1_000).toISOString();
    const waits = { token, state, entered, wait: entered, began: entered, deadline };
    await storeToken(ledger, record.run, waits, Math.ceil(now / 1_000 + letBackSeconds + keptSeconds));
    const text = `waits until ${deadline} for \`signalbox recovery answer ${record.run} approve\`, or abort; silence keeps users out`;
    const told = await entering(context, record, "waiting-for-person", `${text}. ${lostText(record)}`);
    await writeRecovery(
      context,
      withAct(told, { name: "let-back", text, actor: execution, startedAt: entered }),
    );
    const said = await readSaid(ledger, record.run, entered);
    if (said) await succeed(aws.sfn, token, said);
    return { answered: said !== undefined };
  },
});
