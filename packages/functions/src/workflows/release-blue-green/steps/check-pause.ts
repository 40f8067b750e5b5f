import { NamedError } from "@signalbox/core/error";
import { BlueGreenRelease, TaskDefinitions } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { notYetAt, readOurs, whereabouts } from "../deployments.ts";
import { preview, production, servicesOf } from "../group.ts";
import { checkOn } from "../rules.ts";

export const checkPause = step({
  name: "CheckPause",
  description:
    "Looks whether the deployment of every service has come to its pause, with test or users' traffic on the candidate and nothing else moved.",
  input: z.strictObject({
    release: BlueGreenRelease,
    taskDefinitions: TaskDefinitions,
    pause: z.enum(["preview", "shifted"]),
    /** Milliseconds since 1970. */
    deadline: z.number(),
  }),
  output: z.strictObject({ done: z.boolean(), at: z.number() }),
  allow: [...allow.readDeployments, allow.readRule, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, taskDefinitions, pause, deadline }, context) => {
    await checkpoint(context, release);
    const now = context.clock.now();
    const all = await readOurs(context, release, taskDefinitions);
    const missing = notYetAt(all, pause);
    if (missing.length > 0) {
      if (now < deadline) return { done: false, at: now };
      throw new NamedError(
        pause === "preview" ? "Release.TargetsUnhealthy" : "Release.DeploymentStuck",
        `ECS has not come to the pause in time: ${whereabouts(missing)}`,
      );
    }
    const services = servicesOf(context, release);
    const { stable, candidate } = release;
    await checkOn(context, production(services), pause === "preview" ? stable : candidate);
    if (pause === "preview") await checkOn(context, preview(services), candidate);
    const text = {
      preview: `the preview listener serves ${candidate}, users are on ${stable}`,
      shifted: `users are on ${candidate}, ${stable} still runs whole`,
    };
    await journal(context, release, { text: text[pause] });
    return { done: true, at: now };
  },
});
