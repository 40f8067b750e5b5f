import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import { regional } from "../regional.ts";
import { regionalMemory } from "../regional-memory.ts";
import type { CallContext, Service } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { bringWithin } from "./capacity.ts";
import {
  describeTarget,
  type ScalableTarget,
  type TargetName,
  targetKey,
  updated,
} from "./scalable-target.ts";

/** Scalable targets of ECS services: bounds and what of scaling is suspended. Policies are not implemented. */
export function applicationAutoscaling(world: World): Service<"application-autoscaling"> {
  const targets = regional(() => new Map<string, ScalableTarget>());
  const ids = world.random.fork("application-autoscaling");
  const arn = (input: TargetName, { region }: CallContext): readonly string[] => [
    targets(region).get(targetKey(input))?.arn ??
      `arn:aws:application-autoscaling:${region}:${world.account}:scalable-target/*`,
  ];
  return {
    name: "application-autoscaling",
    memory: regionalMemory(
      targets,
      (known) => new Map(known),
      (known, saved) => {
        for (const [key, target] of saved) known.set(key, target);
      },
    ),
    operations: {
      RegisterScalableTarget: async (input, { region }) => {
        const known = targets(region).get(targetKey(input));
        const target = updated(known, input, {
          arn: `arn:aws:application-autoscaling:${region}:${world.account}:scalable-target/0ec5${ids.hex(32)}`,
          createdAt: new Date(world.clock.now()),
        });
        await bringWithin(world, region, target);
        targets(region).set(targetKey(target), target);
        return { ScalableTargetARN: target.arn };
      },
      DescribeScalableTargets: (input, { region }) => {
        refuseUnsupported("DescribeScalableTargets", input, [
          "ServiceNamespace",
          "ResourceIds",
          "ScalableDimension",
          "NextToken",
          "MaxResults",
        ]);
        const found = [...targets(region).values()].filter(
          (target) =>
            target.ServiceNamespace === input.ServiceNamespace &&
            (input.ResourceIds ?? [target.ResourceId]).includes(target.ResourceId) &&
            (input.ScalableDimension ?? target.ScalableDimension) === target.ScalableDimension,
        );
        const { items, nextToken } = page(found, input.NextToken, input.MaxResults ?? 50);
        return {
          ScalableTargets: items.map((target) => describeTarget(target, world.account)),
          ...(nextToken !== undefined && { NextToken: nextToken }),
        };
      },
      DeregisterScalableTarget: (input, { region }) => {
        if (!targets(region).delete(targetKey(input)))
          throw new AwsError(
            "ObjectNotFoundException",
            `No scalable target found for service namespace: ${input.ServiceNamespace}, resource ID: ${input.ResourceId}, scalable dimension: ${input.ScalableDimension}`,
          );
        return {};
      },
    },
    resources: { RegisterScalableTarget: arn, DeregisterScalableTarget: arn },
  };
}
