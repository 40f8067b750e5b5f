import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { addTags } from "../tags.ts";
import type { Bus, Registry } from "./registry.ts";

export function createEventBus(
  registry: Registry,
  input: Input<"events", "CreateEventBus">,
  now: Date,
): Output<"events", "CreateEventBus"> {
  refuseUnsupported("events:CreateEventBus", input, ["Name", "Description", "Tags"]);
  const { Name = "", Description, Tags } = input;
  if (!/^[/.\-_A-Za-z0-9]{1,256}$/.test(Name))
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${Name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [/\\.\\-_A-Za-z0-9]+`,
    );
  if (registry.buses.has(Name))
    throw new AwsError("ResourceAlreadyExistsException", `Event bus ${Name} already exists.`);
  return {
    EventBusArn: registry.add(Name, Description, now, addTags(new Map(), Tags)).arn,
    ...(Description && { Description }),
  };
}

export function describeEventBus(
  registry: Registry,
  { Name }: Input<"events", "DescribeEventBus">,
): Output<"events", "DescribeEventBus"> {
  return described(registry.bus(Name));
}

export function listEventBuses(
  registry: Registry,
  { NamePrefix = "", NextToken, Limit = 100 }: Input<"events", "ListEventBuses">,
): Output<"events", "ListEventBuses"> {
  const named = [...registry.buses.values()].filter(({ name }) => name.startsWith(NamePrefix));
  const { items, nextToken } = page(named, NextToken, Limit);
  return { EventBuses: items.map(described), ...(nextToken && { NextToken: nextToken }) };
}

export function deleteEventBus(registry: Registry, { Name }: Input<"events", "DeleteEventBus">): object {
  if (Name === "default") throw new AwsError("ValidationException", "Cannot delete event bus default.");
  const bus = registry.buses.get(Name ?? "");
  if (bus && bus.rules.size > 0)
    throw new AwsError("ValidationException", "Event bus can't be deleted since it has rules.");
  registry.buses.delete(Name ?? "");
  return {};
}

function described({ name, arn, created, description, policy }: Bus) {
  return {
    Name: name,
    Arn: arn,
    CreationTime: created,
    LastModifiedTime: created,
    ...(description !== undefined && { Description: description }),
    ...(policy !== undefined && { Policy: policy }),
  };
}
