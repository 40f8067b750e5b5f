import { Beside } from "@signalbox/core/backup/content/look";
import { RestoreRun } from "@signalbox/core/backup/run/restoration";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { switchConnection } from "../../../aws/connection.ts";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { readRestored } from "../../../restore/allow.ts";
import { addressOf, parameterOf } from "../../../restore/connection.ts";
import { step } from "../../../step.ts";
import { note } from "../record.ts";

export const switchOver = step({
  name: "SwitchConnection",
  description:
    "Puts what was restored, or on the way back the old, into the parameter that services read, if the other is in it.",
  input: z.strictObject({
    run: RestoreRun,
    at: Beside,
    goal: z.enum(["restored", "old"]),
    /** Of the parameter, that this restore has written last; 0 for none. */
    version: z.int().nonnegative(),
  }),
  output: z.strictObject({
    /** From when on tasks that start connect to it; milliseconds since 1970. */
    since: z.number(),
    version: z.int().nonnegative(),
  }),
  allow: [readLedger, writeLedger, readRestored, on("connection", "ssm:GetParameter", "ssm:PutParameter")],
  run: async ({ run, at, goal, version: known }, context) => {
    await insistOnLease(context, workLedgerOf(context, "restore", run.what));
    const restored = await addressOf(context, at);
    await note(context, run, { phase: goal === "restored" ? "switching" : "going-back" });
    const way = goal === "restored" ? { from: run.old, to: restored } : { from: restored, to: run.old };
    const { aws, clock } = context;
    return await switchConnection({ ssm: aws.ssm, clock }, parameterOf(context, run.what), { ...way, known });
  },
});
