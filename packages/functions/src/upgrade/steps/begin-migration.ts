import { NamedError } from "@signalbox/core/error";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readNetwork, runOneOff } from "../../aws/one-off-task.ts";
import { readRegistrable, registerContent } from "../../aws/task-definition.ts";
import * as allow from "../../release/allow.ts";
import { pinnedImage } from "../../release/names.ts";
import { step } from "../../step.ts";
import { migratingGroup, migratorMark } from "../migrating.ts";
import { migratorDefinition } from "../migrator-definition.ts";

export const BeginMigrationInput = z.strictObject({
  run: z.string().min(1),
  group: z.string().min(1),
  /** The new one. */
  image: z.strictObject({ repository: z.string(), tag: z.string().optional(), digest: z.string() }),
  /** What the group's migrating service runs now. */
  taskDefinition: z.string().min(1),
  /** Of the clone; absent: the service's own database is migrated. */
  host: z.string().min(1).optional(),
});

/** The task that migrates. */
export const MigratorTask = z.strictObject({ group: z.string(), task: z.string() });
export type MigratorTask = z.output<typeof MigratorTask>;

export const beginMigration = step({
  name: "BeginMigration",
  description: "Starts the new image once as a task that migrates and serves nothing.",
  input: BeginMigrationInput,
  output: z.strictObject({ task: MigratorTask }),
  allow: [
    allow.readTaskDefinition,
    allow.readService,
    on("migratorDefinition", "ecs:RegisterTaskDefinition", "ecs:RunTask"),
    on("taskRole", "iam:PassRole"),
  ],
  run: async ({ run, group: name, image, taskDefinition, host }, { aws, platform }) => {
    const { group, upgrade, ecsService, family } = migratingGroup(platform, name);
    const mark = migratorMark(run);
    const wanted = migratorDefinition(await readRegistrable(aws.ecs, taskDefinition), {
      family,
      container: upgrade.container,
      image: pinnedImage(platform, image.repository, image.digest),
      mark,
      host,
    });
    const { cluster } = group;
    const started = await runOneOff(aws.ecs, {
      cluster,
      taskDefinition: await registerContent(aws.ecs, wanted),
      network: await readNetwork(aws.ecs, cluster, ecsService),
      mark,
    });
    if ("task" in started) return { task: { group: name, task: started.task } };
    throw new NamedError("Upgrade.MigratorNotStarted", `ECS starts no task of ${family}: ${started.refused}`);
  },
});
