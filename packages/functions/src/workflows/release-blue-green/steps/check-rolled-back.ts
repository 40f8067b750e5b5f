import { NamedError } from "@signalbox/core/error";
import { wayBackOf } from "@signalbox/core/release/blue-green/deployment";
import { BlueGreenRelease, TaskDefinitions } from "@signalbox/core/release/release";
import { z } from "zod";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";
import { readOurs, whereabouts } from "../deployments.ts";
import { production, servicesOf } from "../group.ts";
import { notOn } from "../rules.ts";

export const checkRolledBack = step({
  name: "CheckRolledBack",
  description:
    "Looks whether ECS says that every deployment of the release is taken back, and reads the rules once more.",
  input: z.strictObject({
    release: BlueGreenRelease,
    taskDefinitions: TaskDefinitions,
    deadline: z.number(),
  }),
  output: z.strictObject({ done: z.boolean() }),
  allow: [...allow.readDeployments, allow.readRule],
  run: async ({ release, taskDefinitions, deadline }, context) => {
    const all = await readOurs(context, release, taskDefinitions);
    const missing = all.filter(({ ours }) => ours && wayBackOf(ours) !== "back");
    const lost = missing.filter(({ ours }) => ours && wayBackOf(ours) === "impossible");
    if (lost.length > 0 || (missing.length > 0 && context.clock.now() >= deadline))
      throw new NamedError("Release.NotRolledBack", whereabouts(missing));
    if (missing.length > 0) return { done: false };
    const foreign = all.filter((each) => each.foreign !== undefined);
    const still = await notOn(context, production(servicesOf(context, release)), release.stable);
    if (foreign.length > 0 || still.length > 0)
      throw new NamedError(
        "Release.Drifted",
        [...foreign.map(({ service }) => `somebody else deploys ${service.name}`), ...still].join("; "),
      );
    return { done: true };
  },
});
