import { longestStopMs } from "@signalbox/core/failover/lease";
import { arns } from "@signalbox/core/platform/arns";
import { askTables } from "@signalbox/functions/keeper/ask-tables";
import { keep } from "@signalbox/functions/keeper/keep";
import { running, runs } from "@signalbox/local/world/links";
import type { Random } from "@signalbox/local/world/random";
import { between } from "../chance.ts";
import { type Ground, names } from "./ground.ts";

/** A task that writes, with its lease keeper. */
export interface GuardedTask {
  readonly region: string;
  /** Its keeper was told that it holds: only then the application begins. */
  begun: boolean;
  /** Its application runs: until ECS has stopped it after its keeper's end, or the region went dark. */
  alive: boolean;
}

const service = "open-webui";

/**
 * Tasks of each region under the real lease keeper, which ask the tables as their task's role. When a keeper ends, its application may
 * go on for as long as stopTimeout allows; ECS starts the next task a little later.
 */
export function guardedTasks(ground: Ground, chance: Random, over: AbortSignal): GuardedTask[] {
  const { places, world } = ground;
  const tasks = places.regions.map(({ region }): GuardedTask => ({ region, begun: false, alive: false }));
  for (const task of tasks)
    world.background(`a task in ${task.region}`, () => live(ground, task, chance.fork(task.region), over));
  return tasks;
}

async function live(
  { clock, cloud, platforms, places, world }: Ground,
  task: GuardedTask,
  chance: Random,
  over: AbortSignal,
): Promise<void> {
  const { region } = task;
  const { links } = world;
  const platform = platforms.get(region);
  if (!platform) throw new Error(`the platform has no part in ${region}`);
  const roleArn = arns.role(platform, names.taskRole(region, service));
  const dynamodbIn = (where: string) =>
    cloud.clientsOf({ roleArn, region: where, session: "keeper", from: region }).dynamodb;
  while (!over.aborted) {
    await running(links, region);
    await clock.sleep(between(chance, 20_000, 60_000), over);
    const ended = new AbortController();
    const end = links.watch(() => {
      if (!runs(links, region)) ended.abort();
    });
    const signal = AbortSignal.any([ended.signal, over]);
    Object.assign(task, { begun: false, alive: true });
    const ask = () => askTables({ clock, table: platform.ledgerTable, tables: places.tables, dynamodbIn });
    const tell = (state: string): void => {
      if (state === "holds") task.begun = true;
    };
    await keep({ clock, region, places, stopMs: longestStopMs, ask, tell, signal });
    if (!ended.signal.aborted) await clock.sleep(between(chance, 0, longestStopMs), signal).catch(() => {});
    end();
    Object.assign(task, { begun: false, alive: false });
  }
}
