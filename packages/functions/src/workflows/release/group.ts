import { NamedError } from "@signalbox/core/error";
import type { ReleaseGroup, Side } from "@signalbox/core/platform/platform";
import type { FunctionContext } from "../../context.ts";

/** The group that a release under way is of; the deployment may have taken it away meanwhile. */
export function groupOf({ platform }: Pick<FunctionContext, "platform">, name: string): ReleaseGroup {
  const group = platform.groups.find((candidate) => candidate.name === name);
  if (group) return group;
  const names = platform.groups.map((candidate) => candidate.name).join(", ");
  throw new NamedError("Release.UnknownGroup", `there is no release group ${name}; there are: ${names}`);
}

/** One side with what is needed to act on it and to measure it. */
export function sideOf(group: ReleaseGroup, side: Side) {
  const { cluster, listenerRuleArn } = group;
  return { ...group.sides[side], cluster, listenerRuleArn };
}
