import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { addTags } from "../tags.ts";
import { patternOf } from "./pattern-text.ts";
import type { Registry, Rule } from "./registry.ts";
import { scheduleOf } from "./schedule.ts";

/** Makes a rule, or replaces all of it but its targets and tags. */
export function putRule(registry: Registry, input: Input<"events", "PutRule">): Output<"events", "PutRule"> {
  const operation = "events:PutRule";
  refuseUnsupported(operation, input, [
    "Name",
    "EventPattern",
    "ScheduleExpression",
    "State",
    "Description",
    "RoleArn",
    "Tags",
    "EventBusName",
  ]);
  const { Name: name = "", EventPattern: patternText, ScheduleExpression: expression } = input;
  const { EventBusName, State: state = "ENABLED" } = input;
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name))
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
    );
  if (patternText === undefined && expression === undefined)
    throw new AwsError(
      "ValidationException",
      "Parameter(s) EventPattern or ScheduleExpression must be specified.",
    );
  const bus = registry.bus(EventBusName);
  if (expression !== undefined && bus.name !== "default")
    throw new AwsError(
      "ValidationException",
      "ScheduleExpression is supported only on the default event bus.",
    );
  const before = bus.rules.get(name);
  const rule: Rule = {
    name,
    arn: registry.ruleArn(name, EventBusName),
    bus,
    pattern: patternText === undefined ? undefined : patternOf(patternText),
    patternText,
    schedule: expression === undefined ? undefined : { expression, next: scheduleOf(expression) },
    description: input.Description,
    roleArn: input.RoleArn,
    state,
    targets: before?.targets ?? new Map(),
    tags: before?.tags ?? addTags(new Map(), input.Tags),
  };
  bus.rules.set(name, rule);
  return { RuleArn: rule.arn };
}

export function describeRule(
  registry: Registry,
  account: string,
  { Name, EventBusName }: Input<"events", "DescribeRule">,
): Output<"events", "DescribeRule"> {
  return { ...described(registry.rule(Name, EventBusName)), CreatedBy: account };
}

export function listRules(
  registry: Registry,
  { NamePrefix = "", EventBusName, NextToken, Limit = 100 }: Input<"events", "ListRules">,
): Output<"events", "ListRules"> {
  const named = [...registry.bus(EventBusName).rules.values()]
    .filter(({ name }) => name.startsWith(NamePrefix))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, nextToken } = page(named, NextToken, Limit);
  return { Rules: items.map(described), ...(nextToken && { NextToken: nextToken }) };
}

export function setRuleState(
  registry: Registry,
  { Name, EventBusName }: Input<"events", "EnableRule">,
  state: "ENABLED" | "DISABLED",
): object {
  const rule = registry.rule(Name, EventBusName);
  rule.bus.rules.set(rule.name, { ...rule, state });
  return {};
}

/** Deleting a rule that is not there succeeds, as on AWS. */
export function deleteRule(
  registry: Registry,
  { Name = "", EventBusName }: Input<"events", "DeleteRule">,
): object {
  const { rules } = registry.bus(EventBusName);
  if (rules.get(Name)?.targets.size)
    throw new AwsError("ValidationException", "Rule can't be deleted since it has targets.");
  rules.delete(Name);
  return {};
}

function described({ name, arn, bus, patternText, schedule, description, roleArn, state }: Rule) {
  return {
    Name: name,
    Arn: arn,
    ...(patternText !== undefined && { EventPattern: patternText }),
    ...(schedule && { ScheduleExpression: schedule.expression }),
    State: state,
    EventBusName: bus.name,
    ...(description !== undefined && { Description: description }),
    ...(roleArn !== undefined && { RoleArn: roleArn }),
  };
}
