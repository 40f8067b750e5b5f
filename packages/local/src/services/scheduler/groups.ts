import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { addTags } from "../tags.ts";
import type { Group, Registry } from "./registry.ts";
import type { Runner } from "./runner.ts";

export function createGroup(
  registry: Registry,
  { Name = "", Tags }: Input<"scheduler", "CreateScheduleGroup">,
  now: Date,
): Output<"scheduler", "CreateScheduleGroup"> {
  return { ScheduleGroupArn: registry.addGroup(Name, now, addTags(new Map(), Tags)).arn };
}

export function listGroups(
  registry: Registry,
  { NamePrefix = "", NextToken, MaxResults = 100 }: Input<"scheduler", "ListScheduleGroups">,
): Output<"scheduler", "ListScheduleGroups"> {
  const found = [...registry.groups.values()].filter(({ name }) => name.startsWith(NamePrefix));
  const { items, nextToken } = page(found, NextToken, MaxResults);
  return { ScheduleGroups: items.map(described), ...(nextToken && { NextToken: nextToken }) };
}

/** With every schedule in it, at once; AWS takes a moment (DELETING). */
export function deleteGroup(registry: Registry, runner: Runner, name: string | undefined): object {
  const group = registry.group(name);
  if (group.name === "default")
    throw new AwsError("ValidationException", "The default schedule group cannot be deleted.");
  for (const schedule of group.schedules.values()) runner.end(schedule);
  registry.groups.delete(group.name);
  return {};
}

export function described({ name, arn, created }: Group) {
  return {
    Arn: arn,
    Name: name,
    State: "ACTIVE",
    CreationDate: created,
    LastModificationDate: created,
  } as const;
}
