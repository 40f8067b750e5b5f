import { Leaver, Leaving, ScaleRun } from "@signalbox/core/scaling/request";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readTasks } from "../../../aws/tasks.ts";
import { plannedOf } from "../../../scaling/planned.ts";
import { step } from "../../../step.ts";

export const watchGone = step({
  name: "WatchGone",
  description: "Looks whether the replicas that were let go are no longer to run.",
  input: z.strictObject({ run: ScaleRun, leaving: Leaving, empty: z.array(Leaver) }),
  output: z.strictObject({ done: z.boolean() }),
  allow: [on("containerInstance", "ecs:ListTasks"), on("task", "ecs:DescribeTasks")],
  run: async ({ run, leaving: { service }, empty }, context) => {
    const { group } = plannedOf(context, run.service);
    const running = await readTasks(context.aws.ecs, group.cluster, service);
    return { done: !running.some(({ arn }) => empty.some(({ task }) => task === arn)) };
  },
});
