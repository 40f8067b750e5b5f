import { Release } from "@signalbox/core/release/release";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { registerWithImage } from "../../../aws/task-definition.ts";
import { step } from "../../../step.ts";
import * as allow from "../allow.ts";
import { checkpoint } from "../checkpoint.ts";
import { groupOf } from "../group.ts";
import { pinnedImage } from "../names.ts";

export const registerCandidate = step({
  name: "RegisterCandidate",
  description: "Registers stable's task definition with the new image, pinned by its digest.",
  input: z.strictObject({ release: Release }),
  output: z.strictObject({ taskDefinition: z.string() }),
  allow: [
    allow.readTaskDefinition,
    on("taskDefinition", "ecs:RegisterTaskDefinition"),
    on("taskRole", "iam:PassRole"),
    ...allow.checkpointAllows,
    ...allow.journalAllows,
  ],
  run: async ({ release }, context) => {
    await checkpoint(context, release);
    const { container } = groupOf(context, release.group);
    const image = pinnedImage(context.platform, release.image.repository, release.image.digest);
    const { ecs } = context.aws;
    const taskDefinition = await registerWithImage(ecs, release.stableTaskDefinition, container, image);
    await journal(context, release, { text: `${taskDefinition} runs ${image}` });
    return { taskDefinition };
  },
});
