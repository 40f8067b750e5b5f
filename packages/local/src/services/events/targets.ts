import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { destinationOf } from "./destination.ts";
import { inputOf } from "./input.ts";
import type { PreparedTarget, Registry } from "./registry.ts";

const targetsAtMost = 5;

export function putTargets(
  registry: Registry,
  { Rule, EventBusName, Targets = [] }: Input<"events", "PutTargets">,
): Output<"events", "PutTargets"> {
  const { targets } = registry.rule(Rule, EventBusName);
  const prepared = Targets.map((target): [string, PreparedTarget] => {
    const { Id = "" } = target;
    if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(Id))
      throw new AwsError(
        "ValidationException",
        `1 validation error detected: Value '${Id}' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
      );
    return [Id, { target, destination: destinationOf(target), transform: inputOf(target) }];
  });
  if (new Set([...targets.keys(), ...prepared.map(([id]) => id)]).size > targetsAtMost)
    throw new AwsError(
      "LimitExceededException",
      "The requested resource exceeds the maximum number allowed.",
    );
  for (const [id, target] of prepared) targets.set(id, target);
  return { FailedEntryCount: 0, FailedEntries: [] };
}

export function removeTargets(
  registry: Registry,
  { Rule, EventBusName, Ids = [] }: Input<"events", "RemoveTargets">,
): Output<"events", "RemoveTargets"> {
  const { targets } = registry.rule(Rule, EventBusName);
  for (const id of Ids) targets.delete(id);
  return { FailedEntryCount: 0, FailedEntries: [] };
}

export function listTargetsByRule(
  registry: Registry,
  { Rule, EventBusName, NextToken, Limit = 100 }: Input<"events", "ListTargetsByRule">,
): Output<"events", "ListTargetsByRule"> {
  const all = [...registry.rule(Rule, EventBusName).targets.values()].map(({ target }) => target);
  const { items, nextToken } = page(all, NextToken, Limit);
  return { Targets: items, ...(nextToken && { NextToken: nextToken }) };
}

export function listRuleNamesByTarget(
  registry: Registry,
  { TargetArn, EventBusName, NextToken, Limit = 100 }: Input<"events", "ListRuleNamesByTarget">,
): Output<"events", "ListRuleNamesByTarget"> {
  const names = [...registry.bus(EventBusName).rules.values()]
    .filter(({ targets }) => [...targets.values()].some(({ target }) => target.Arn === TargetArn))
    .map(({ name }) => name)
    .sort();
  const { items, nextToken } = page(names, NextToken, Limit);
  return { RuleNames: items, ...(nextToken && { NextToken: nextToken }) };
}
