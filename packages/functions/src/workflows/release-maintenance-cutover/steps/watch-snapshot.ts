import { NamedError } from "@signalbox/core/error";
import { CanaryRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import { hasEnded, readBackupJob, stopBackupJob } from "../../../aws/backup-job.ts";
import { journal } from "../../../aws/journal.ts";
import { readJob, stopJob } from "../../../backup/allow.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { note } from "../record.ts";

/** Users wait: who needs longer than this for a snapshot of Aurora is better served by the old version. */
const patienceMs = 3_600_000;

export const watchSnapshot = step({
  name: "WatchSnapshot",
  description: "Looks whether the point is there to which the database can go back.",
  input: z.strictObject({ release: CanaryRelease, job: z.string() }),
  output: z.strictObject({ done: z.boolean() }),
  allow: [readJob, stopJob, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, job: id }, context) => {
    await checkpoint(context, release);
    const { aws, clock } = context;
    const job = await readBackupJob(aws.backup, id);
    const { state, message, point } = job;
    if (!hasEnded(job)) {
      if (clock.now() - job.startedAt < patienceMs) return { done: false };
      await stopBackupJob(aws.backup, id);
    }
    if (state !== "COMPLETED" || point === undefined)
      throw new NamedError("Release.SnapshotFailed", `the job ${id} is ${state}: ${message}`);
    await note(context, release, { mark: "snapshot", snapshot: point });
    await journal(context, release, { text: `the database can go back to ${point}` });
    return { done: true };
  },
});
