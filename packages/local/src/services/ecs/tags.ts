import type { Tag } from "@aws-sdk/client-ecs";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { findCluster } from "./arns.ts";
import type { RegionState } from "./state.ts";
import { findDefinition } from "./task-definitions.ts";

/** AWS's quota for one resource. */
const tagsAtMost = 50;

/** Adds tags to something that exists, or that is just being made. */
export function tag(state: RegionState, arn: string, tags: readonly Tag[] | undefined): void {
  if (!tags?.length) return;
  const all = new Map(state.tags.get(arn));
  for (const { key = "", value = "" } of tags) all.set(key, value);
  if (all.size > tagsAtMost)
    throw new AwsError("InvalidParameterException", `A resource can have at most ${tagsAtMost} tags.`);
  state.tags.set(arn, all);
}

export const tagsOf = (state: RegionState, arn: string): Tag[] =>
  [...(state.tags.get(arn) ?? [])].map(([key, value]) => ({ key, value }));

export function tagResource(
  state: RegionState,
  { resourceArn = "", tags }: Input<"ecs", "TagResource">,
): Output<"ecs", "TagResource"> {
  mustExist(state, resourceArn);
  tag(state, resourceArn, tags);
  return {};
}

export function untagResource(
  state: RegionState,
  { resourceArn = "", tagKeys = [] }: Input<"ecs", "UntagResource">,
): Output<"ecs", "UntagResource"> {
  mustExist(state, resourceArn);
  for (const key of tagKeys) state.tags.get(resourceArn)?.delete(key);
  return {};
}

export function listTagsForResource(
  state: RegionState,
  { resourceArn = "" }: Input<"ecs", "ListTagsForResource">,
): Output<"ecs", "ListTagsForResource"> {
  mustExist(state, resourceArn);
  return { tags: tagsOf(state, resourceArn) };
}

function mustExist(state: RegionState, arn: string): void {
  const [kind, cluster = "", id = ""] = (arn.split(":")[5] ?? "").split("/");
  if (kind === "cluster") findCluster(state, cluster);
  else if (kind === "task-definition" ? findDefinition(state, arn) : inCluster(state, kind, cluster, id))
    return;
  else if (kind === "service" || kind === "task" || kind === "task-definition")
    throw new AwsError("InvalidParameterException", "The specified resource was not found.");
  else throw new AwsError("InvalidParameterException", `'${arn}' is no ARN of ECS that can have tags.`);
}

function inCluster(state: RegionState, kind: string | undefined, name: string, id: string): boolean {
  if (kind !== "service" && kind !== "task") return false;
  const cluster = findCluster(state, name);
  return kind === "service" ? cluster.services.has(id) : cluster.tasks.has(id);
}
