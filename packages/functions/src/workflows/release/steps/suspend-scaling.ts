import { sides } from "@signalbox/core/platform/platform";
import { Release } from "@signalbox/core/release/release";
import { z } from "zod";
import { writeScaleInSuspended } from "../../../aws/scalable-target.ts";
import { step } from "../../../step.ts";
import * as allow from "../allow.ts";
import { checkpoint } from "../checkpoint.ts";
import { groupOf, sideOf } from "../group.ts";

export const suspendScaling = step({
  name: "SuspendScaling",
  description:
    "Suspends scale-in on both sides, so that stable keeps what a rollback needs. Scale-out stays.",
  input: z.strictObject({ release: Release }),
  output: z.strictObject({ suspended: z.int() }),
  allow: [allow.readScaling, allow.writeScaling, ...allow.checkpointAllows],
  run: async ({ release }, context) => {
    await checkpoint(context, release);
    const group = groupOf(context, release.group);
    let suspended = 0;
    for (const side of sides) {
      const { cluster, service } = sideOf(group, side);
      if (await writeScaleInSuspended(context.aws.applicationAutoScaling, cluster, service, true))
        suspended++;
    }
    return { suspended };
  },
});
