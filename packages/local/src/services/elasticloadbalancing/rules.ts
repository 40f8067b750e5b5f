import type { Rule as Described } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { compileActions, writtenActions } from "./actions.ts";
import { compileConditions, writtenConditions } from "./conditions.ts";
import type { Registry } from "./registry.ts";
import { setRules } from "./rule-list.ts";
import type { Rule } from "./state.ts";
import { tag } from "./tags.ts";

type In<Op extends string> = Input<"elasticloadbalancing", Op>;
type Out<Op extends string> = Output<"elasticloadbalancing", Op>;

export function createRule(world: World, registry: Registry, input: In<"CreateRule">): Out<"CreateRule"> {
  refuseUnsupported("CreateRule", input, ["ListenerArn", "Conditions", "Priority", "Actions", "Tags"]);
  const listener = registry.listener(input.ListenerArn);
  const { Conditions: conditions = [], Actions: actions = [], Priority: priority = 0 } = input;
  checkPriority(priority);
  if (listener.rules.some((other) => other.priority === priority)) throw inUse(priority);
  if (conditions.length === 0)
    throw new AwsError("ValidationError", "A rule must have at least one condition");
  const rule: Rule = {
    arn: `${listener.arn.replace(":listener/", ":listener-rule/")}/${registry.random.hex(16)}`,
    priority,
    written: { conditions: writtenConditions(conditions), actions: writtenActions(actions) },
    conditions: compileConditions("CreateRule", conditions),
    action: compileActions("CreateRule", registry, listener.loadBalancer, actions),
  };
  tag(registry, rule.arn, input.Tags);
  setRules(world, registry, listener, [...listener.rules, rule]);
  return { Rules: [describe(rule)] };
}

/** New requests follow at once: real ALBs lag, by an amount that AWS does not name. */
export function modifyRule(world: World, registry: Registry, input: In<"ModifyRule">): Out<"ModifyRule"> {
  refuseUnsupported("ModifyRule", input, ["RuleArn", "Conditions", "Actions"]);
  const { listener, rule } = registry.rule(input.RuleArn);
  const { Conditions: conditions, Actions: actions } = input;
  if (!conditions && !actions)
    throw new AwsError("ValidationError", "Either conditions or actions must be specified");
  if (isDefault(rule))
    throw new AwsError("OperationNotPermitted", `Default rule '${rule.arn}' cannot be modified`);
  const changed: Rule = {
    arn: rule.arn,
    priority: rule.priority,
    written: {
      conditions: conditions ? writtenConditions(conditions) : rule.written.conditions,
      actions: actions ? writtenActions(actions) : rule.written.actions,
    },
    conditions: conditions ? compileConditions("ModifyRule", conditions) : rule.conditions,
    action: actions ? compileActions("ModifyRule", registry, listener.loadBalancer, actions) : rule.action,
  };
  setRules(world, registry, listener, listener.rules.with(listener.rules.indexOf(rule), changed));
  return { Rules: [describe(changed)] };
}

export function describeRules(
  registry: Registry,
  { ListenerArn, RuleArns, Marker, PageSize = 400 }: In<"DescribeRules">,
): Out<"DescribeRules"> {
  if (!ListenerArn === !RuleArns?.length)
    throw new AwsError("ValidationError", "You must specify either listener rule ARNs or a listener ARN");
  const chosen = ListenerArn
    ? registry.listener(ListenerArn).rules
    : (RuleArns ?? []).map((arn) => registry.rule(arn).rule);
  const { items, nextToken } = page(chosen, Marker, PageSize);
  return { Rules: items.map(describe), NextMarker: nextToken };
}

export function setRulePriorities(
  world: World,
  registry: Registry,
  { RulePriorities: wanted = [] }: In<"SetRulePriorities">,
): Out<"SetRulePriorities"> {
  const places = wanted.map(({ RuleArn, Priority: priority = 0 }) => ({
    ...registry.rule(RuleArn),
    priority,
  }));
  const [first] = places;
  if (!first) throw new AwsError("ValidationError", "At least one rule priority must be specified");
  const { listener } = first;
  if (places.some((place) => place.listener !== listener))
    throw new AwsError("ValidationError", "All rules must belong to the same listener");
  for (const { rule, priority } of places) {
    checkPriority(priority);
    if (isDefault(rule))
      throw new AwsError(
        "OperationNotPermitted",
        `The priority of default rule '${rule.arn}' cannot be modified`,
      );
  }
  const rules = listener.rules.map((rule) => {
    const place = places.find((candidate) => candidate.rule === rule);
    return place ? { ...rule, priority: place.priority } : rule;
  });
  const taken = rules.find(
    (rule, index) => rules.findIndex((other) => other.priority === rule.priority) !== index,
  );
  if (taken) throw inUse(taken.priority);
  setRules(world, registry, listener, rules);
  const arns = new Set(places.map(({ rule }) => rule.arn));
  return { Rules: listener.rules.filter(({ arn }) => arns.has(arn)).map(describe) };
}

export function deleteRule(
  world: World,
  registry: Registry,
  { RuleArn }: In<"DeleteRule">,
): Out<"DeleteRule"> {
  const { listener, rule } = registry.rule(RuleArn);
  if (isDefault(rule))
    throw new AwsError("OperationNotPermitted", `Default rule '${rule.arn}' cannot be deleted`);
  setRules(
    world,
    registry,
    listener,
    listener.rules.filter((other) => other !== rule),
  );
  return {};
}

function checkPriority(priority: number): void {
  if (!Number.isInteger(priority) || priority < 1 || priority > 50_000)
    throw new AwsError(
      "ValidationError",
      `Rule priority '${priority}' must be between 1 and 50000 inclusive`,
    );
}

const inUse = (priority: number): AwsError =>
  new AwsError("PriorityInUse", `Priority '${priority}' is currently in use`);

const isDefault = ({ priority }: Rule): boolean => priority === Number.POSITIVE_INFINITY;

const describe = (rule: Rule): Described => ({
  RuleArn: rule.arn,
  Priority: isDefault(rule) ? "default" : `${rule.priority}`,
  Conditions: [...rule.written.conditions],
  Actions: [...rule.written.actions],
  IsDefault: isDefault(rule),
});
