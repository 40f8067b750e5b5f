import { CanaryRelease, TaskDefinitions } from "@signalbox/core/release/release";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { registerWithImage } from "../../../aws/task-definition.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { listed, pinnedImage } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { servicesOf } from "../group.ts";

export const registerCandidate = step({
  name: "RegisterCandidate",
  description:
    "Registers the stable task definition of each service with the new image, pinned by its digest.",
  input: z.strictObject({ release: CanaryRelease }),
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
    const image = pinnedImage(context.platform, release.image.repository, release.image.digest);
    const { ecs } = context.aws;
    const taskDefinitions: TaskDefinitions = {};
    for (const { name, stableTaskDefinition, container } of servicesOf(context, release))
      taskDefinitions[name] = await registerWithImage(ecs, stableTaskDefinition, container, image);
    const registered = listed(Object.values(taskDefinitions));
    await journal(context, release, { text: `registered with ${image}: ${registered}` });
    return { taskDefinitions };
  },
});
