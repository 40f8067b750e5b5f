import { z } from "zod";
import { call, kind } from "../kind.ts";

export const scalableTarget = kind({
  type: "aws:appautoscaling/target:Target",
  becomes: "`RegisterScalableTarget`: bounds and what is suspended",
  inputs: {
    serviceNamespace: z.literal("ecs"),
    scalableDimension: z.literal("ecs:service:DesiredCount"),
    resourceId: z.string(),
    minCapacity: z.number(),
    maxCapacity: z.number(),
    suspendedState: z
      .strictObject({
        dynamicScalingInSuspended: z.boolean().optional(),
        dynamicScalingOutSuspended: z.boolean().optional(),
        scheduledScalingSuspended: z.boolean().optional(),
      })
      .optional(),
  },
  translate: ({ suspendedState: suspended, ...given }, { name: id, region }) => [
    call(id, region, "application-autoscaling", "RegisterScalableTarget", {
      ServiceNamespace: given.serviceNamespace,
      ScalableDimension: given.scalableDimension,
      ResourceId: given.resourceId,
      MinCapacity: given.minCapacity,
      MaxCapacity: given.maxCapacity,
      SuspendedState: suspended && {
        DynamicScalingInSuspended: suspended.dynamicScalingInSuspended,
        DynamicScalingOutSuspended: suspended.dynamicScalingOutSuspended,
        ScheduledScalingSuspended: suspended.scheduledScalingSuspended,
      },
    }),
  ],
});
