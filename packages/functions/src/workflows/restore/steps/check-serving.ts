import { Looked } from "@signalbox/core/backup/content/look";
import { RestoreRun } from "@signalbox/core/backup/run/restoration";
import { RunProblem } from "@signalbox/core/backup/run/run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { isStill } from "../../../aws/connection.ts";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { progressOf } from "../../../restart/replace-tasks.ts";
import { compareWithManifest } from "../../../restore/compare-with-manifest.ts";
import { parameterOf } from "../../../restore/connection.ts";
import { step } from "../../../step.ts";
import { readersAllow, readersOf } from "../readers.ts";
import { note } from "../record.ts";

export const checkServing = step({
  name: "CheckServing",
  description: "Looks whether what serves now still is what was verified, and the services still run on it.",
  input: z.strictObject({
    run: RestoreRun,
    looked: Looked,
    since: z.number(),
    version: z.int().nonnegative(),
  }),
  output: z.strictObject({ problem: RunProblem.optional() }),
  allow: [
    readLedger,
    writeLedger,
    on("backupDocuments", "s3:GetObject"),
    on("connection", "ssm:GetParameter"),
    ...readersAllow,
  ],
  run: async ({ run, looked, since, version }, context) => {
    await isStill(context.aws.ssm, parameterOf(context, run.what), version);
    // Users write by now: what must be there is held, not what must not.
    const proof = await compareWithManifest(context, {
      point: run.manifestOf,
      looked,
      askedFor: run.at,
      exact: false,
      startedAt: run.startedAt,
    });
    const problems = proof.findings.map(({ sentence }) => sentence);
    for (const reader of await readersOf(context, run.what))
      if ((await progressOf(context.aws, reader, since)).progress !== "serves")
        problems.push(`${reader.service} does not run as many tasks as it wants`);
    const [cause] = problems;
    if (cause !== undefined) return { problem: { error: "Backup.NotServing", cause } };
    await note(context, run, { proof });
    return {};
  },
});
