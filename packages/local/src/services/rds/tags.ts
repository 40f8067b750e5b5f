import type { Input, Output } from "../service.ts";
import { addTags, removeTags, type Tags, tagList } from "../tags.ts";
import type { Environment } from "./environment.ts";
import { invalidParameter } from "./errors.ts";
import { clusterIn, instanceIn, snapshotIn } from "./find.ts";
import { globalIn } from "./global-clusters.ts";
import { regionOf } from "./names.ts";

/** Of what an ARN names. Throws the error of its kind where there is none. */
function tagsOf(environment: Environment, here: string, arn = ""): Tags {
  const state = environment.at(regionOf(arn, here) || here);
  const kind = arn.split(":")[5];
  if (kind === "cluster") return clusterIn(state, arn).tags;
  if (kind === "db") return instanceIn(state, arn).tags;
  if (kind === "cluster-snapshot") return snapshotIn(state, arn).tags;
  if (kind === "global-cluster") return globalIn(environment, arn).tags;
  const group = kind === "subgrp" ? state.subnetGroups.get(arn.split(":")[6] ?? "") : undefined;
  if (!group)
    throw invalidParameter(
      `The specified resource name does not match an RDS resource in this region: ${arn}`,
    );
  return group.tags;
}

export function addTagsToResource(
  environment: Environment,
  region: string,
  { ResourceName, Tags }: Input<"rds", "AddTagsToResource">,
): Output<"rds", "AddTagsToResource"> {
  addTags(tagsOf(environment, region, ResourceName), Tags);
  return {};
}

export function removeTagsFromResource(
  environment: Environment,
  region: string,
  { ResourceName, TagKeys }: Input<"rds", "RemoveTagsFromResource">,
): Output<"rds", "RemoveTagsFromResource"> {
  removeTags(tagsOf(environment, region, ResourceName), TagKeys);
  return {};
}

export function listTagsForResource(
  environment: Environment,
  region: string,
  { ResourceName }: Input<"rds", "ListTagsForResource">,
): Output<"rds", "ListTagsForResource"> {
  return { TagList: tagList(tagsOf(environment, region, ResourceName)) };
}
