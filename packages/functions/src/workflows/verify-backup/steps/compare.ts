import { Looked } from "@signalbox/core/backup/content/look";
import { RunProblem } from "@signalbox/core/backup/run/run";
import { Proof } from "@signalbox/core/backup/run/verification";
import { VerifyRun } from "@signalbox/core/backup/run/verify-run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { compareWithManifest } from "../../../restore/compare-with-manifest.ts";
import { step } from "../../../step.ts";

/** Findings that a problem names in full. */
const mostSaid = 5;

export const compare = step({
  name: "Compare",
  description:
    "Holds what was seen against the point's manifest, and measures what is missing and how long it took.",
  input: z.strictObject({ run: VerifyRun, looked: Looked }),
  output: z.strictObject({
    proof: Proof,
    /** Of the first finding, with the others in its cause. */
    problem: RunProblem.optional(),
  }),
  allow: [on("backupDocuments", "s3:GetObject", "s3:ListBucket")],
  run: async ({ run, looked }, context) => {
    const { point, capturedAt, startedAt } = run;
    const proof = await compareWithManifest(context, {
      point,
      looked,
      askedFor: capturedAt,
      exact: true,
      startedAt,
    });
    const [first] = proof.findings;
    if (!first) return { proof };
    const said = proof.findings.slice(0, mostSaid).map(({ sentence }) => sentence);
    const more = proof.findings.length - said.length;
    const cause = [...said, ...(more > 0 ? [`There are ${more} findings more.`] : [])].join(" ");
    // A damaged database has a finding for each table: the report keeps what a person reads.
    const kept = proof.findings.slice(0, mostKept);
    return { proof: { ...proof, findings: kept }, problem: { error: first.error, cause } };
  },
});

/** Of what Step Functions carries from state to state, 256 KiB, a small part. */
const mostKept = 50;
