import { spoilsPoint } from "@signalbox/core/backup/checks/spoils-point";
import { RunProblem } from "@signalbox/core/backup/run/run";
import { Proof } from "@signalbox/core/backup/run/verification";
import { Verdict, VerifyRun } from "@signalbox/core/backup/run/verify-run";
import { anywhere } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { classLedgerOf, workLedgerOf } from "../../../aws/ledger.ts";
import { retellPoint } from "../../../aws/point-records.ts";
import { validateRestore } from "../../../aws/restore-job.ts";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { step } from "../../../step.ts";
import { measure, measureAllows } from "../measure.ts";

export const record = step({
  name: "Record",
  description: "Writes into the ledger, AWS Backup and CloudWatch what the restore showed of the point.",
  input: z.strictObject({
    run: VerifyRun,
    job: z.string().optional(),
    proof: Proof.optional(),
    problem: RunProblem.optional(),
  }),
  output: z.strictObject({ verdict: Verdict }),
  allow: [readLedger, writeLedger, anywhere("backup:PutRestoreValidationResult"), ...measureAllows],
  run: async ({ run, job, proof, problem }, context) => {
    await insistOnLease(context, workLedgerOf(context, "verify", run.class));
    const verdict = verdictOf(proof, problem);
    if (verdict === "none") return { verdict };
    const ledger = classLedgerOf(context, run.class);
    const { point: id, class: of, capturedAt, expiresAt } = run;
    const at = Math.floor(context.clock.now());
    if (problem) {
      const told = { error: problem.error, sentence: problem.cause };
      await retellPoint(ledger, { kind: "failed", id, class: of, capturedAt, at, problem: told }, expiresAt);
    } else if (proof) {
      await retellPoint(ledger, { kind: "verified", id, at }, expiresAt);
      await measure(context, run, proof);
    }
    // AWS Backup takes a word on jobs alone that went well.
    if (job !== undefined && proof)
      await validateRestore(context.aws.backup, job, {
        verified: !problem,
        sentence: problem ? `${problem.error}: ${problem.cause}` : proof.sentence,
      });
    return { verdict };
  },
});

/** A point that could not be looked into through no fault of its own is neither. */
function verdictOf(proof: Proof | undefined, problem: RunProblem | undefined): Verdict {
  if (!problem) return proof ? "verified" : "none";
  return proof || spoilsPoint(problem.error) ? "failed" : "none";
}
