import { RestoreRun } from "@signalbox/core/backup/run/restoration";
import { z } from "zod";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { readExecution, readLedger, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { step } from "../../../step.ts";
import { takeGroups } from "../groups.ts";
import { groupsOf, readersAllow, readersOf } from "../readers.ts";

export const takeGroupLocks = step({
  name: "TakeGroups",
  description: "Takes the locks of the groups whose services start again, so that no release runs meanwhile.",
  input: z.strictObject({ run: RestoreRun }),
  output: z.strictObject({ taken: z.boolean(), holder: z.string().optional() }),
  allow: [readLedger, writeLedger, readExecution, ...readersAllow],
  run: async ({ run }, context) => {
    await insistOnLease(context, workLedgerOf(context, "restore", run.what));
    const holder = await takeGroups(context, groupsOf(await readersOf(context, run.what)));
    return { taken: holder === undefined, ...(holder !== undefined && { holder }) };
  },
});
