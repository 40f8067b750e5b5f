import { CanaryRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import { writeScaleInSuspended } from "../../../aws/scalable-target.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { ecsServicesOf, groupOf, servicesOf } from "../group.ts";

export const suspendScaling = step({
  name: "SuspendScaling",
  description:
    "Suspends scale-in on both sides of every service, so that stable keeps what a rollback needs. Scale-out stays.",
  input: z.strictObject({ release: CanaryRelease }),
  output: z.strictObject({ suspended: z.int() }),
  allow: [allow.readScaling, allow.writeScaling, ...allow.checkpointAllows],
  run: async ({ release }, context) => {
    await checkpoint(context, release);
    const { cluster } = groupOf(context, release.group);
    const wanted = new Map(
      ecsServicesOf(servicesOf(context, release)).map((service) => [service, true] as const),
    );
    return { suspended: await writeScaleInSuspended(context.aws.applicationAutoScaling, cluster, wanted) };
  },
});
