import { letBackSeconds } from "@signalbox/core/recovery/limits";
import { lostText } from "@signalbox/core/recovery/report";
import { withAct } from "@signalbox/core/recovery/run";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { storeOwnToken } from "../../../aws/wait-token.ts";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { step } from "../../../step.ts";
import { entering, ownRecovery, recoveryLedgerOf, writeRecovery } from "../record.ts";
import { words } from "../said.ts";

export const awaitPerson = step({
  name: "AwaitPerson",
  description:
    "Stores the task token and asks a person whether users are let back, then looks once more whether somebody has answered.",
  input: z.strictObject({}),
  output: z.strictObject({ answered: z.boolean() }),
  allow: [readLedger, writeLedger, on("topic", "sns:Publish"), anywhere("states:SendTaskSuccess")],
  run: async (_, context) => {
    const ledger = recoveryLedgerOf(context);
    await insistOnLease(context, ledger);
    const { entered, execution } = context.visit;
    const record = await ownRecovery(context);
    const { token, deadline } = await storeOwnToken(ledger, record.run, context, letBackSeconds);
    const text = `waits until ${deadline} for \`signalbox recovery answer ${record.run} approve\`, or abort; silence keeps users out`;
    const told = await entering(context, record, "waiting-for-person", `${text}. ${lostText(record)}`);
    await writeRecovery(
      context,
      withAct(told, { name: "let-back", text, actor: execution, startedAt: entered }),
    );
    return { answered: await words.hear(context, { ledger, run: record.run, token }) };
  },
});
