import { hasEnded } from "@signalbox/core/pipeline/job";
import { JobName } from "@signalbox/core/pipeline/places";
import { pollSeconds } from "@signalbox/core/pipeline/poll";
import { PipelineOrder } from "@signalbox/core/pipeline/run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readTask, stopOneOff } from "../../../aws/one-off-task.ts";
import { heed } from "../../../pipeline/heed.ts";
import { placesOf } from "../../../pipeline/places.ts";
import { jobTask } from "../../../pipeline/tests.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";

export const watchTests = step({
  name: "WatchTests",
  description: "Looks whether tests have ended; those whose time is over are stopped.",
  input: z.strictObject({ order: PipelineOrder, job: JobName, task: z.string(), since: z.number() }),
  output: z.strictObject({ ended: z.boolean(), overdue: z.boolean(), waitSeconds: z.int() }),
  allow: [allow.readLedger, on("task", "ecs:DescribeTasks", "ecs:StopTask")],
  run: async ({ order, job, task, since }, context) => {
    await heed(context, order);
    const { aws, clock } = context;
    const { cluster, container, jobs } = placesOf(context).tests;
    const elapsed = clock.now() - since;
    const waitSeconds = pollSeconds(elapsed);
    if (hasEnded(jobTask(await readTask(aws.ecs, cluster, task), container)))
      return { ended: true, overdue: false, waitSeconds };
    const overdue = elapsed >= (jobs[job]?.seconds ?? 0) * 1_000;
    if (overdue) await stopOneOff(aws.ecs, { cluster, task, reason: "its time is over" });
    return { ended: false, overdue, waitSeconds };
  },
});
