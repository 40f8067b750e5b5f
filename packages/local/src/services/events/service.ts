import type { World } from "../../world/world.ts";
import { regional } from "../regional.ts";
import type { CallContext, Service } from "../service.ts";
import { addTags, removeTags, tagList } from "../tags.ts";
import { createEventBus, deleteEventBus, describeEventBus, listEventBuses } from "./buses.ts";
import { putEvents } from "./put-events.ts";
import { Registry } from "./registry.ts";
import { router } from "./router.ts";
import { deleteRule, describeRule, listRules, putRule, setRuleState } from "./rules.ts";
import { listRuleNamesByTarget, listTargetsByRule, putTargets, removeTargets } from "./targets.ts";
import { testEventPattern } from "./test-pattern.ts";

/** EventBridge: buses, rules, the pattern language, targets. No archives, pipes, connections or scheduled rules. */
export function events(shared: World): Service<"events"> {
  const world: World = { ...shared, random: shared.random.fork("events") };
  const now = (): Date => new Date(world.clock.now());
  const registry = regional((region) => new Registry(world.account, region, now()));
  const stopped = new AbortController();
  const route = router(world, registry, stopped.signal);
  const unsubscribe = world.events.subscribe((event) => route(event.region, "default", event));

  const onBus = ({ Name }: { Name?: string | undefined }, { region }: CallContext) => [
    registry(region).busArn(Name),
  ];
  const onRule = (
    { Name = "*", EventBusName }: { Name?: string | undefined; EventBusName?: string | undefined },
    { region }: CallContext,
  ) => [registry(region).ruleArn(Name, EventBusName)];
  const onRuleOf = (
    { Rule = "*", EventBusName }: { Rule?: string | undefined; EventBusName?: string | undefined },
    { region }: CallContext,
  ) => [registry(region).ruleArn(Rule, EventBusName)];

  const byArn = ({ ResourceARN = "*" }: { ResourceARN?: string | undefined }) => [ResourceARN];

  return {
    name: "events",
    operations: {
      CreateEventBus: (input, { region }) => createEventBus(registry(region), input, now()),
      DescribeEventBus: (input, { region }) => describeEventBus(registry(region), input),
      ListEventBuses: (input, { region }) => listEventBuses(registry(region), input),
      DeleteEventBus: (input, { region }) => deleteEventBus(registry(region), input),
      PutRule: (input, { region }) => putRule(registry(region), input),
      DescribeRule: (input, { region }) => describeRule(registry(region), world.account, input),
      ListRules: (input, { region }) => listRules(registry(region), input),
      EnableRule: (input, { region }) => setRuleState(registry(region), input, "ENABLED"),
      DisableRule: (input, { region }) => setRuleState(registry(region), input, "DISABLED"),
      DeleteRule: (input, { region }) => deleteRule(registry(region), input),
      PutTargets: (input, { region }) => putTargets(registry(region), input),
      RemoveTargets: (input, { region }) => removeTargets(registry(region), input),
      ListTargetsByRule: (input, { region }) => listTargetsByRule(registry(region), input),
      ListRuleNamesByTarget: (input, { region }) => listRuleNamesByTarget(registry(region), input),
      PutEvents: (input, context) => putEvents(world, route, input, context),
      TestEventPattern: (input) => testEventPattern(input),
      TagResource: ({ ResourceARN, Tags }, { region }) => {
        addTags(registry(region).tags(ResourceARN), Tags);
        return {};
      },
      UntagResource: ({ ResourceARN, TagKeys }, { region }) => {
        removeTags(registry(region).tags(ResourceARN), TagKeys);
        return {};
      },
      ListTagsForResource: ({ ResourceARN }, { region }) => ({
        Tags: tagList(registry(region).tags(ResourceARN)),
      }),
    },
    resources: {
      CreateEventBus: onBus,
      DescribeEventBus: onBus,
      DeleteEventBus: onBus,
      PutRule: onRule,
      DescribeRule: onRule,
      EnableRule: onRule,
      DisableRule: onRule,
      DeleteRule: onRule,
      PutTargets: onRuleOf,
      RemoveTargets: onRuleOf,
      ListTargetsByRule: onRuleOf,
      TagResource: byArn,
      UntagResource: byArn,
      ListTagsForResource: byArn,
      PutEvents: ({ Entries = [] }, { region }) =>
        Entries.map(({ EventBusName }) => registry(region).busArn(EventBusName)),
    },
    passes: {
      PutRule: ({ RoleArn }) => (RoleArn === undefined ? [] : [RoleArn]),
      PutTargets: ({ Targets = [] }) =>
        Targets.flatMap(({ RoleArn }) => (RoleArn === undefined ? [] : [RoleArn])),
    },
    stop: async () => {
      unsubscribe();
      stopped.abort(new DOMException("the local cloud stops", "AbortError"));
    },
  };
}
