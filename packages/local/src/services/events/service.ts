import type { World } from "../../world/world.ts";
import { regional } from "../regional.ts";
import type { CallContext, Service } from "../service.ts";
import { addTags, removeTags, tagList } from "../tags.ts";
import {
  createArchive,
  deleteArchive,
  describeArchive,
  listArchives,
  updateArchive,
} from "./archive/archives.ts";
import { cancelReplay, describeReplay, listReplays, startReplay } from "./archive/replays.ts";
import { createEventBus, deleteEventBus, describeEventBus, listEventBuses } from "./buses.ts";
import { restore, save } from "./memory.ts";
import { putPermission, removePermission } from "./permissions.ts";
import { putEvents } from "./put-events.ts";
import { Registry } from "./registry.ts";
import { router } from "./router.ts";
import { deleteRule, describeRule, listRules, putRule, setRuleState } from "./rules.ts";
import { Schedules } from "./schedule.ts";
import { listRuleNamesByTarget, listTargetsByRule, putTargets, removeTargets } from "./targets.ts";
import { testEventPattern } from "./test-pattern.ts";

/** EventBridge: buses, rules on patterns and schedules, targets, archives and replays. No connections, no global endpoints. */
export function events(shared: World): Service<"events"> {
  const world: World = { ...shared, random: shared.random.fork("events") };
  const now = (): Date => new Date(world.clock.now());
  const registry = regional((region) => new Registry(world.account, region, now()));
  const stopped = new AbortController();
  const routing = router(world, registry, stopped.signal);
  const unsubscribe = world.events.subscribe((event) => routing.route(event.region, "default", event));
  const schedules = new Schedules(world, stopped.signal);
  /** After a change of a rule; it may be gone. */
  const reschedule = (region: string, name: string | undefined, bus: string | undefined): void => {
    const rules = registry(region);
    const rule = rules.bus(bus).rules.get(name ?? "");
    if (rule) schedules.set(rule, (event) => routing.trigger(rule, event));
    else schedules.end(rules.ruleArn(name ?? "", bus));
  };

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

  const onArchive = (
    { ArchiveName = "*" }: { ArchiveName?: string | undefined },
    { region }: CallContext,
  ) => [registry(region).archiveArn(ArchiveName)];
  const onReplay = ({ ReplayName = "*" }: { ReplayName?: string | undefined }, { region }: CallContext) => [
    registry(region).replayArn(ReplayName),
  ];
  const byArn = ({ ResourceARN = "*" }: { ResourceARN?: string | undefined }) => [ResourceARN];

  return {
    name: "events",
    memory: {
      save: () => new Map([...registry.known()].map(([region, state]) => [region, save(state)])),
      restore: (parts) => {
        for (const [region, saved] of parts)
          restore(
            registry(region),
            saved as ReturnType<typeof save>,
            (
              name,
              bus, // as `save` gave it
            ) => reschedule(region, name, bus),
          );
      },
    },
    operations: {
      CreateEventBus: (input, { region }) => createEventBus(registry(region), input, now()),
      DescribeEventBus: (input, { region }) => describeEventBus(registry(region), input),
      ListEventBuses: (input, { region }) => listEventBuses(registry(region), input),
      DeleteEventBus: (input, { region }) => deleteEventBus(registry(region), input),
      PutRule: (input, { region }) => {
        const put = putRule(registry(region), input);
        reschedule(region, input.Name, input.EventBusName);
        return put;
      },
      DescribeRule: (input, { region }) => describeRule(registry(region), world.account, input),
      ListRules: (input, { region }) => listRules(registry(region), input),
      EnableRule: (input, { region }) => {
        setRuleState(registry(region), input, "ENABLED");
        reschedule(region, input.Name, input.EventBusName);
        return {};
      },
      DisableRule: (input, { region }) => {
        setRuleState(registry(region), input, "DISABLED");
        reschedule(region, input.Name, input.EventBusName);
        return {};
      },
      DeleteRule: (input, { region }) => {
        deleteRule(registry(region), input);
        reschedule(region, input.Name, input.EventBusName);
        return {};
      },
      PutTargets: (input, { region }) => putTargets(registry(region), input),
      RemoveTargets: (input, { region }) => removeTargets(registry(region), input),
      ListTargetsByRule: (input, { region }) => listTargetsByRule(registry(region), input),
      ListRuleNamesByTarget: (input, { region }) => listRuleNamesByTarget(registry(region), input),
      PutEvents: (input, context) => putEvents(world, routing, input, context),
      PutPermission: (input, { region }) => putPermission(registry(region), input),
      RemovePermission: (input, { region }) => removePermission(registry(region), input),
      CreateArchive: (input, { region }) => createArchive(registry(region), input, world.clock.now()),
      UpdateArchive: (input, { region }) => updateArchive(registry(region), input),
      DescribeArchive: (input, { region }) => describeArchive(registry(region), input, world.clock.now()),
      ListArchives: (input, { region }) => listArchives(registry(region), input, world.clock.now()),
      DeleteArchive: (input, { region }) => deleteArchive(registry(region), input),
      StartReplay: (input, { region }) =>
        startReplay(world, region, registry(region), routing, stopped.signal, input),
      CancelReplay: (input, { region }) => cancelReplay(world, registry(region), stopped.signal, input),
      DescribeReplay: (input, { region }) => describeReplay(registry(region), input),
      ListReplays: (input, { region }) => listReplays(registry(region), input),
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
      CreateArchive: (input, context) => [...onArchive(input, context), input.EventSourceArn ?? "*"],
      UpdateArchive: onArchive,
      DescribeArchive: onArchive,
      DeleteArchive: onArchive,
      StartReplay: (input, context) => [
        ...onReplay(input, context),
        input.EventSourceArn ?? "*",
        input.Destination?.Arn ?? "*",
      ],
      CancelReplay: onReplay,
      DescribeReplay: onReplay,
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
