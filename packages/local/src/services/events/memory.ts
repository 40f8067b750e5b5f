import type { PutRuleCommandInput, Target } from "@aws-sdk/client-eventbridge";
import type { Tags } from "../tags.ts";
import type { Bus, Registry, Rule } from "./registry.ts";
import { putRule } from "./rules.ts";
import { putTargets } from "./targets.ts";

interface SavedRule {
  readonly input: PutRuleCommandInput & { readonly Name: string };
  readonly targets: readonly Target[];
  readonly tags: Tags;
}

type SavedBus = Pick<Bus, "name" | "description" | "created" | "policy" | "tags"> & {
  readonly rules: readonly SavedRule[];
};

/** Buses with their rules and targets as they were put. Archives, replays and deliveries under way are not kept. */
export function save({ buses }: Registry): readonly SavedBus[] {
  return [...buses.values()].map(({ name, description, created, policy, tags, rules }) => ({
    name,
    description,
    created,
    policy,
    tags,
    rules: [...rules.values()].map(saveRule),
  }));
}

const saveRule = (rule: Rule): SavedRule => ({
  input: {
    Name: rule.name,
    EventBusName: rule.bus.name,
    EventPattern: rule.patternText,
    ScheduleExpression: rule.schedule?.expression,
    Description: rule.description,
    RoleArn: rule.roleArn,
    State: rule.state,
  },
  targets: [...rule.targets.values()].map(({ target }) => target),
  tags: rule.tags,
});

/** Calls `restored` for each rule. */
export function restore(
  registry: Registry,
  saved: readonly SavedBus[],
  restored: (name: string, bus: string) => void,
): void {
  for (const { name: bus, description, created, policy, tags, rules } of saved) {
    registry.add(bus, description, created, tags).policy = policy;
    for (const rule of rules) {
      const { Name } = rule.input;
      putRule(registry, rule.input);
      for (const [key, value] of rule.tags) registry.rule(Name, bus).tags.set(key, value);
      putTargets(registry, { Rule: Name, EventBusName: bus, Targets: [...rule.targets] });
      restored(Name, bus);
    }
  }
}
