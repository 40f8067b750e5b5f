import { NamedError } from "@signalbox/core/error";
import { Side } from "@signalbox/core/platform/platform";
import { Release } from "@signalbox/core/release/release";
import { z } from "zod";
import { readService } from "../../../aws/service.ts";
import { step } from "../../../step.ts";
import * as allow from "../allow.ts";
import { groupOf, sideOf } from "../group.ts";

export const checkScaledIn = step({
  name: "CheckScaledIn",
  description: "Looks whether the last task of the side that left has stopped.",
  input: z.strictObject({ release: Release, side: Side, deadline: z.number() }),
  output: z.strictObject({ done: z.boolean() }),
  allow: [allow.readService],
  run: async ({ release, side, deadline }, context) => {
    const { cluster, service } = sideOf(groupOf(context, release.group), side);
    const { runningCount } = await readService(context.aws.ecs, cluster, service);
    if (runningCount > 0 && context.clock.now() >= deadline)
      throw new NamedError("Release.NotScaledIn", `${service} still runs ${runningCount} task(s)`);
    return { done: runningCount === 0 };
  },
});
