import { Outcome } from "@signalbox/core/ledger/records";
import { Problem, Release } from "@signalbox/core/release/release";
import { reportSentence } from "@signalbox/core/release/report";
import { z } from "zod";
import { ledgerOf } from "../../../aws/ledger.ts";
import { setReport } from "../../../aws/run.ts";
import * as allow from "../../../release/allow.ts";
import { tellAllows, tellEnded } from "../../../release/tell.ts";
import { step } from "../../../step.ts";
import { makeReport } from "../make-report.ts";
import { allowing } from "../strategies.ts";

export const report = step({
  name: "Report",
  description:
    "Writes what happened, why, when, and how many requests each side served, into the ledger, to SNS and to the event bus.",
  input: z.strictObject({ release: Release, outcome: Outcome, problem: Problem.nullable() }),
  output: z.strictObject({ sentence: z.string() }),
  allow: [...allowing("readServed"), allow.readLedger, allow.writeLedger, ...tellAllows],
  run: async ({ release, outcome, problem }, context) => {
    const made = await makeReport(context, release, outcome, problem);
    await setReport(ledgerOf(context, release.group), release.run, "ended", made);
    await tellEnded(context, made);
    return { sentence: reportSentence(made) };
  },
});
