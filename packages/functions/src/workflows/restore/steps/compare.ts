import { Looked } from "@signalbox/core/backup/content/look";
import { RestoreRun } from "@signalbox/core/backup/run/restoration";
import { RunProblem } from "@signalbox/core/backup/run/run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { compareWithManifest } from "../../../restore/compare-with-manifest.ts";
import { step } from "../../../step.ts";
import { note } from "../record.ts";

export const compare = step({
  name: "Compare",
  description:
    "Holds what was restored against the manifest of its point, or of the last one before its moment.",
  input: z.strictObject({ run: RestoreRun, looked: Looked }),
  output: z.strictObject({ problem: RunProblem.optional() }),
  allow: [readLedger, writeLedger, on("backupDocuments", "s3:GetObject")],
  run: async ({ run, looked }, context) => {
    const proof = await compareWithManifest(context, {
      point: run.manifestOf,
      looked,
      askedFor: run.at,
      exact: run.source.kind === "point",
      startedAt: run.startedAt,
    });
    await note(context, run, { phase: "comparing", proof });
    const [worst] = proof.findings;
    return worst ? { problem: { error: worst.error, cause: worst.sentence } } : {};
  },
});
