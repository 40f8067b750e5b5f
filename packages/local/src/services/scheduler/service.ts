import type { World } from "../../world/world.ts";
import { regional } from "../regional.ts";
import { regionalMemory } from "../regional-memory.ts";
import type { CallContext, Service } from "../service.ts";
import { addTags, removeTags, tagList } from "../tags.ts";
import { createGroup, deleteGroup, described, listGroups } from "./groups.ts";
import { restore, save } from "./memory.ts";
import { Registry } from "./registry.ts";
import { Runner } from "./runner.ts";
import type { Schedule } from "./schedule.ts";
import { createSchedule, deleteSchedule, getSchedule, listSchedules, updateSchedule } from "./schedules.ts";

interface Named {
  readonly Name?: string | undefined;
  readonly GroupName?: string | undefined;
}

/** EventBridge Scheduler: rate, cron and one-time schedules in time zones, on the world's clock. No universal targets. */
export function scheduler(shared: World): Service<"scheduler"> {
  const world: World = { ...shared, random: shared.random.fork("scheduler") };
  const now = (): number => world.clock.now();
  const registry = regional((region) => new Registry(world.account, region, new Date(now())));
  const stopped = new AbortController();
  const completed = (schedule: Schedule): void => {
    if (schedule.afterCompletion !== "DELETE") return;
    const region = schedule.arn.split(":")[3] ?? "";
    registry(region).groups.get(schedule.group)?.schedules.delete(schedule.name);
  };
  const runner = new Runner(world, stopped.signal, completed);

  const onSchedule = ({ Name, GroupName }: Named, { region }: CallContext) => [
    registry(region).scheduleArn(Name, GroupName),
  ];
  const onGroup = ({ Name = "*" }: Named, { region }: CallContext) => [registry(region).groupArn(Name)];
  const byArn = ({ ResourceArn = "*" }: { ResourceArn?: string | undefined }) => [ResourceArn];
  const passed = ({ Target }: { Target?: { RoleArn?: string | undefined } | undefined }) =>
    Target?.RoleArn === undefined ? [] : [Target.RoleArn];

  return {
    name: "scheduler",
    memory: regionalMemory(
      registry,
      (state) => save(state, runner),
      (state, saved) => restore(state, runner, saved),
    ),
    operations: {
      CreateSchedule: (input, { region }) => createSchedule(registry(region), runner, input, now()),
      GetSchedule: (input, { region }) => getSchedule(registry(region), input),
      ListSchedules: (input, { region }) => listSchedules(registry(region), input),
      UpdateSchedule: (input, { region }) => updateSchedule(registry(region), runner, input, now()),
      DeleteSchedule: (input, { region }) => deleteSchedule(registry(region), runner, input),
      CreateScheduleGroup: (input, { region }) => createGroup(registry(region), input, new Date(now())),
      GetScheduleGroup: ({ Name }, { region }) => described(registry(region).group(Name)),
      ListScheduleGroups: (input, { region }) => listGroups(registry(region), input),
      DeleteScheduleGroup: ({ Name }, { region }) => deleteGroup(registry(region), runner, Name),
      TagResource: ({ ResourceArn, Tags }, { region }) => {
        addTags(registry(region).tags(ResourceArn), Tags);
        return {};
      },
      UntagResource: ({ ResourceArn, TagKeys }, { region }) => {
        removeTags(registry(region).tags(ResourceArn), TagKeys);
        return {};
      },
      ListTagsForResource: ({ ResourceArn }, { region }) => ({
        Tags: tagList(registry(region).tags(ResourceArn)),
      }),
    },
    resources: {
      CreateSchedule: onSchedule,
      GetSchedule: onSchedule,
      UpdateSchedule: onSchedule,
      DeleteSchedule: onSchedule,
      CreateScheduleGroup: onGroup,
      GetScheduleGroup: onGroup,
      DeleteScheduleGroup: onGroup,
      TagResource: byArn,
      UntagResource: byArn,
      ListTagsForResource: byArn,
    },
    passes: { CreateSchedule: passed, UpdateSchedule: passed },
    stop: async () => stopped.abort(new DOMException("the local cloud stops", "AbortError")),
  };
}
