import { anywhere, on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { deregister, revisionsOf, stopOneOff, tasksStartedBy } from "../../aws/one-off-task.ts";
import { readRegistrable } from "../../aws/task-definition.ts";
import type { StepContext } from "../../context.ts";
import * as allow from "../../release/allow.ts";
import { step } from "../../step.ts";
import { migratingGroup, migratorMark } from "../migrating.ts";
import { runVariable } from "../migrator-definition.ts";

export const endMigration = step({
  name: "EndMigration",
  description: "Stops the run's task that migrates, where it still runs, and takes its task definition away.",
  input: z.strictObject({ run: z.string().min(1), group: z.string().min(1) }),
  output: z.strictObject({
    /** Of the run's tasks none runs any more. */
    gone: z.boolean(),
  }),
  allow: [
    on("containerInstance", "ecs:ListTasks"),
    on("task", "ecs:StopTask"),
    anywhere("ecs:ListTaskDefinitions", "ecs:DeregisterTaskDefinition"),
    allow.readTaskDefinition,
  ],
  run: async ({ run, group: name }, context) => {
    const { aws, platform } = context;
    const { group, family } = migratingGroup(platform, name);
    const mark = migratorMark(run);
    // What nobody else can have started: ECS finds them by the run's mark alone.
    const running = await tasksStartedBy(aws.ecs, group.cluster, mark);
    for (const task of running)
      await stopOneOff(aws.ecs, { cluster: group.cluster, task, reason: `${run} has ended` });
    for (const revision of await revisionsOf(aws.ecs, family))
      if (await isOf(context, revision, mark)) await deregister(aws.ecs, revision);
    return { gone: running.length === 0 };
  },
});

async function isOf({ aws }: StepContext, revision: string, mark: string): Promise<boolean> {
  const { containerDefinitions = [] } = await readRegistrable(aws.ecs, revision);
  return containerDefinitions.some(({ environment = [] }) =>
    environment.some(({ name, value }) => name === runVariable && value === mark),
  );
}
