import { judgeJob, reportIn } from "@signalbox/core/pipeline/job";
import { JobName } from "@signalbox/core/pipeline/places";
import { evidenceKey, PipelineOrder } from "@signalbox/core/pipeline/run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { writeDocument } from "../../../aws/document.ts";
import { readTail } from "../../../aws/log-stream.ts";
import { readTask } from "../../../aws/one-off-task.ts";
import { note, pipelineLedgerOf } from "../../../pipeline/ledger.ts";
import { placesOf } from "../../../pipeline/places.ts";
import { jobTask } from "../../../pipeline/tests.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";

/** Lines of the log that are kept beside the report. */
const keptLines = 200;

export const endTests = step({
  name: "EndTests",
  description: "Judges tests by their exit code, and keeps the end of their log and their report.",
  input: z.strictObject({ order: PipelineOrder, job: JobName, task: z.string(), overdue: z.boolean() }),
  output: z.strictObject({ passed: z.boolean(), sentence: z.string() }),
  allow: [
    allow.readLedger,
    allow.writeLedger,
    on("task", "ecs:DescribeTasks"),
    on("pipelineTestsLog", "logs:GetLogEvents"),
    on("backupDocuments", "s3:PutObject"),
  ],
  run: async ({ order, job, task: arn, overdue }, context) => {
    const { aws, clock, platform } = context;
    const { tests, url, staging } = placesOf(context);
    const task = jobTask(await readTask(aws.ecs, tests.cluster, arn), tests.container);
    const judged = judgeJob(task, overdue ? tests.jobs[job]?.seconds : undefined);
    // As the driver awslogs names it: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
    const stream = `task/${tests.container}/${arn.slice(arn.lastIndexOf("/") + 1)}`;
    const lines = await readTail(aws.cloudWatchLogs, { group: tests.logGroup, stream });
    const evidence = evidenceKey(order.run, job);
    if (platform.backup)
      await writeDocument(
        { client: aws.s3, bucket: platform.backup.documents, key: evidence },
        {
          run: order.run,
          job,
          image: order.image,
          url: job === "smoke" ? url : staging.url,
          task: { arn, ...task },
          ...judged,
          at: new Date(clock.now()).toISOString(),
          log: lines.slice(-keptLines),
          ...reportIn(lines),
        },
      );
    await note(pipelineLedgerOf(context, order.group), order.run, { [job]: { ...judged, evidence } });
    return judged;
  },
});
