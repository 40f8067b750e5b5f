import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { ScalableTarget } from "./scalable-target.ts";

/**
 * Brings a service's desired count into the target's bounds, as registering does on AWS. What is suspended stays: a
 * count above the maximum while scale-in is, one below the minimum while scale-out is.
 */
export async function bringWithin(world: World, region: string, target: ScalableTarget): Promise<void> {
  const [, cluster, service] = target.ResourceId.split("/");
  const caller = {
    region,
    principal: { kind: "service", name: "ecs.application-autoscaling.amazonaws.com" },
  } as const;
  const { services = [] } = await world
    .call("ecs", "DescribeServices", { cluster, services: [service ?? ""] }, caller)
    .catch((error: unknown) => {
      if (error instanceof AwsError && error.name === "ClusterNotFoundException") return { services: [] };
      throw error;
    });
  const [found] = services;
  if (found?.status !== "ACTIVE" || found.desiredCount === undefined)
    throw new AwsError("ValidationException", `ECS service doesn't exist: ${target.ResourceId}`);
  const { DynamicScalingInSuspended, DynamicScalingOutSuspended } = target.suspended;
  let wanted = found.desiredCount;
  if (wanted < target.min && !DynamicScalingOutSuspended) wanted = target.min;
  if (wanted > target.max && !DynamicScalingInSuspended) wanted = target.max;
  if (wanted !== found.desiredCount)
    await world.call("ecs", "UpdateService", { cluster, service, desiredCount: wanted }, caller);
}
