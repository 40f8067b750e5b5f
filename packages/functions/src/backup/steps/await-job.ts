import { z } from "zod";
import { step } from "../../step.ts";
import { writeLedger } from "../allow.ts";
import { listenFor } from "../job-token.ts";

export const awaitJob = step({
  name: "AwaitJob",
  description: "Stores the task token, so that the job's event ends the wait before its time.",
  input: z.strictObject({
    /** Of AWS Backup; absent where there is none, as for a restore to a moment. */
    job: z.string().optional(),
    /** Of the wait. */
    seconds: z.number(),
  }),
  output: z.strictObject({}),
  allow: [writeLedger],
  run: async ({ job, seconds }, context) => {
    if (job !== undefined) await listenFor(job, seconds, context);
    return {};
  },
});
