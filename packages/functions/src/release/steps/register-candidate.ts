import { Release, TaskDefinitions } from "@signalbox/core/release/release";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { journal } from "../../aws/journal.ts";
import { registerWithImage } from "../../aws/task-definition.ts";
import { step } from "../../step.ts";
import * as allow from "../allow.ts";
import { checkpoint } from "../checkpoint.ts";
import { containersOf } from "../containers.ts";
import { listed, pinnedImage } from "../names.ts";

export const registerCandidate = step({
  name: "RegisterCandidate",
  description:
    "Registers the stable task definition of each service with the new image, pinned by its digest; a way back has its own.",
  input: z.strictObject({ release: Release }),
  output: z.strictObject({ taskDefinitions: TaskDefinitions }),
  allow: [
    allow.readTaskDefinition,
    on("taskDefinition", "ecs:RegisterTaskDefinition"),
    on("taskRole", "iam:PassRole"),
    ...allow.checkpointAllows,
    ...allow.journalAllows,
  ],
  run: async ({ release }, context) => {
    await checkpoint(context, release);
    if (release.back) {
      const { from, taskDefinitions } = release.back;
      const before = listed(Object.values(taskDefinitions));
      await journal(context, release, { text: `what ran before release ${from}: ${before}` });
      return { taskDefinitions };
    }
    const image = pinnedImage(context.platform, release.image.repository, release.image.digest);
    const { ecs } = context.aws;
    const taskDefinitions: TaskDefinitions = {};
    for (const { name, stableTaskDefinition, container } of containersOf(context, release))
      taskDefinitions[name] = await registerWithImage(ecs, stableTaskDefinition, container, image);
    const registered = listed(Object.values(taskDefinitions));
    await journal(context, release, { text: `registered with ${image}: ${registered}` });
    return { taskDefinitions };
  },
});
