import { NamedError } from "@signalbox/core/error";
import type { PlannedService } from "@signalbox/core/platform/inference-places";
import { type ReleaseGroup, type Side, sides } from "@signalbox/core/platform/platform";
import type { FunctionContext } from "../context.ts";

/** One ECS service of a planned service. */
export interface PlannedSide {
  readonly service: string;
  /** Absent where a group has no sides. */
  readonly side?: Side;
  readonly targetGroups: readonly string[];
}

/** A service whose replicas are planned, with what it stands on. */
export interface Planned {
  readonly of: PlannedService;
  readonly group: ReleaseGroup;
  readonly sides: readonly PlannedSide[];
}

/** Throws `Scaling.NotPlanned`. */
export function plannedOf({ platform }: Pick<FunctionContext, "platform">, name: string): Planned {
  const all = platform.inference?.services ?? [];
  const of = all.find((one) => one.name === name);
  const group = of && platform.groups.find((one) => one.name === of.group);
  if (!of || !group)
    throw new NamedError(
      "Scaling.NotPlanned",
      `nobody plans the replicas of ${name}; planned are: ${all.map((one) => one.name).join(", ") || "none"}`,
    );
  return { of, group, sides: sidesOf(group, name) };
}

function sidesOf(group: ReleaseGroup, name: string): PlannedSide[] {
  switch (group.strategy) {
    case "canary":
      return group.services
        .filter((one) => one.name === name)
        .flatMap((one) =>
          sides.map((side) => ({
            service: one.sides[side].service,
            side,
            targetGroups: [one.sides[side].targetGroupArn],
          })),
        );
    case "blue-green":
      return group.services
        .filter((one) => one.name === name)
        .map(({ service, targetGroupArns: { blue, green } }) => ({ service, targetGroups: [blue, green] }));
    case "rolling":
      return group.services
        .filter((one) => one.name === name)
        .map(({ service, targetGroupArn }) => ({
          service,
          targetGroups: targetGroupArn === undefined ? [] : [targetGroupArn],
        }));
  }
}
