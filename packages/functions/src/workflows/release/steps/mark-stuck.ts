import { Problem, Release } from "@signalbox/core/release/release";
import { reportSentence } from "@signalbox/core/release/report";
import { z } from "zod";
import { ledgerOf } from "../../../aws/ledger.ts";
import { keepLockForPerson } from "../../../aws/lock.ts";
import { setReport } from "../../../aws/run.ts";
import * as allow from "../../../release/allow.ts";
import { tellAllows, tellEnded } from "../../../release/tell.ts";
import { step } from "../../../step.ts";
import { makeReport } from "../make-report.ts";
import { allowing } from "../strategies.ts";

export const markStuck = step({
  name: "MarkStuck",
  description: "Keeps the lock for a person and reports what could not be brought to a safe state.",
  input: z.strictObject({ release: Release, problem: Problem }),
  output: z.strictObject({ sentence: z.string() }),
  allow: [...allowing("readServed"), allow.readLedger, allow.writeLedger, ...tellAllows],
  run: async ({ release, problem }, context) => {
    const ledger = ledgerOf(context, release.group);
    await keepLockForPerson(ledger, context.visit.execution, `${problem.error}: ${problem.cause}`);
    const made = await makeReport(context, release, "stuck", problem);
    await setReport(ledger, release.run, "stuck", made);
    await tellEnded(context, made);
    return { sentence: reportSentence(made) };
  },
});
