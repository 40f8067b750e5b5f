import { NamedError } from "@signalbox/core/error";
import { placeOf } from "@signalbox/core/release/blue-green/deployment";
import { BlueGreenRelease, TaskDefinitions } from "@signalbox/core/release/release";
import { z } from "zod";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";
import { readOurs, whereabouts } from "../deployments.ts";

export const checkCleanedUp = step({
  name: "CheckCleanedUp",
  description: "Looks whether ECS has ended the deployment of every service, with the old side's last task.",
  input: z.strictObject({
    release: BlueGreenRelease,
    taskDefinitions: TaskDefinitions,
    deadline: z.number(),
  }),
  output: z.strictObject({ done: z.boolean() }),
  allow: [...allow.readDeployments],
  run: async ({ release, taskDefinitions, deadline }, context) => {
    const all = await readOurs(context, release, taskDefinitions);
    for (const { service, ours } of all)
      if (ours && placeOf(ours, "shifted") === "back")
        throw new NamedError("Release.DeploymentFailed", `${service.name}: ${ours.reason}`);
    const missing = all.filter(({ ours }) => ours?.status !== "SUCCESSFUL");
    if (missing.length > 0 && context.clock.now() >= deadline)
      throw new NamedError("Release.NotScaledIn", whereabouts(missing));
    return { done: missing.length === 0 };
  },
});
