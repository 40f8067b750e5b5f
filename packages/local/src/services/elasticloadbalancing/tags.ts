import type { Tag } from "@aws-sdk/client-elastic-load-balancing-v2";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { addTags, removeTags, tagList } from "../tags.ts";
import type { Registry } from "./registry.ts";

type In<Op extends string> = Input<"elasticloadbalancing", Op>;
type Out<Op extends string> = Output<"elasticloadbalancing", Op>;

/** AWS's quota for one resource. */
const maxTags = 50;

/** Adds tags to something that exists, or that is just being made. */
export function tag(registry: Registry, arn: string, written: readonly Tag[] | undefined): void {
  const list = (written ?? []).map(({ Key, Value }) => ({ Key, Value }));
  if (new Set(list.map(({ Key }) => Key)).size < list.length)
    throw new AwsError("DuplicateTagKeys", "A tag key was specified more than once");
  const tags = addTags(new Map(registry.tags.get(arn)), list);
  if (tags.size > maxTags)
    throw new AwsError("TooManyTags", `A resource can have a maximum of ${maxTags} tags`);
  registry.tags.set(arn, tags);
}

export function addTagsTo(registry: Registry, { ResourceArns = [], Tags }: In<"AddTags">): Out<"AddTags"> {
  for (const arn of ResourceArns) mustExist(registry, arn);
  for (const arn of ResourceArns) tag(registry, arn, Tags);
  return {};
}

export function removeTagsFrom(
  registry: Registry,
  { ResourceArns = [], TagKeys }: In<"RemoveTags">,
): Out<"RemoveTags"> {
  for (const arn of ResourceArns) mustExist(registry, arn);
  for (const arn of ResourceArns) removeTags(registry.tags.get(arn) ?? new Map(), TagKeys);
  return {};
}

export function describeTags(
  registry: Registry,
  { ResourceArns = [] }: In<"DescribeTags">,
): Out<"DescribeTags"> {
  for (const arn of ResourceArns) mustExist(registry, arn);
  return {
    TagDescriptions: ResourceArns.map((arn) => ({ ResourceArn: arn, Tags: tagList(registry.tags.get(arn)) })),
  };
}

function mustExist(registry: Registry, arn: string): void {
  const kind = arn.split(":")[5]?.split("/")[0];
  if (kind === "loadbalancer") registry.loadBalancer(arn);
  else if (kind === "targetgroup") registry.targetGroup(arn);
  else if (kind === "listener") registry.listener(arn);
  else if (kind === "listener-rule") registry.rule(arn);
  else throw new AwsError("ValidationError", `'${arn}' is not a valid resource ARN`);
}
