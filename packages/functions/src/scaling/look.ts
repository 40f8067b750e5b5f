import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing as GroupStanding } from "@signalbox/core/ledger/records";
import type { Side } from "@signalbox/core/platform/platform";
import { partsIn } from "@signalbox/core/scaling/order/parts";
import type { Holds, Part, SideStanding, Standing } from "@signalbox/core/scaling/order/standing";
import { readFreeze } from "../aws/freeze.ts";
import { getItem, ledgerOf } from "../aws/ledger.ts";
import { readLock } from "../aws/lock.ts";
import { readRun } from "../aws/run.ts";
import { readBounds } from "../aws/scalable-target.ts";
import { readServices } from "../aws/service.ts";
import { readTargets, type Target } from "../aws/targets.ts";
import { readTasks, type TaskState } from "../aws/tasks.ts";
import type { FunctionContext } from "../context.ts";
import type { Planned } from "./planned.ts";

/** A task, and whether the load balancer sends it requests. */
export interface SeenTask extends TaskState {
  readonly ready: boolean;
  /** Taken out of the balancer and still there: put back, it serves at once. */
  readonly leaving: boolean;
  /** As its target groups know it; absent where they do not yet. */
  readonly target: { readonly ip: string; readonly port: number } | undefined;
}

export interface SeenSide extends SideStanding {
  readonly tasks: readonly SeenTask[];
  readonly targetGroups: readonly string[];
}

export interface Seen extends Standing {
  readonly sides: readonly SeenSide[];
}

/** How a planned service stands: its sides and what they are just now, their tasks, and what holds. */
export async function look(context: FunctionContext, { group, sides }: Planned): Promise<Seen> {
  const { aws } = context;
  const names = sides.map(({ service }) => service);
  const services = await readServices(aws.ecs, group.cluster, names);
  const bounds = await readBounds(aws.applicationAutoScaling, group.cluster, names);
  const { parts, holds } = await partsNow(context, group.name, (side) => {
    const one = sides.find((each) => each.side === side);
    return one ? services(one.service).desiredCount : 0;
  });
  if (await readFreeze(context, group)) holds.push("freeze");
  const seen: SeenSide[] = [];
  for (const { service, side, targetGroups } of sides) {
    const tasks = await tasksOf(context, group.cluster, service, targetGroups);
    seen.push({
      service,
      ...(side === undefined ? parts.alone : parts[side]),
      desired: services(service).desiredCount,
      ready: tasks.filter(({ ready }) => ready).length,
      bounds: bounds.get(service),
      tasks,
      targetGroups,
    });
  }
  return { sides: seen, holds };
}

async function tasksOf(
  { aws }: FunctionContext,
  cluster: string,
  service: string,
  targetGroups: readonly string[],
): Promise<SeenTask[]> {
  const targets = new Map<string, Target>();
  for (const group of targetGroups)
    for (const target of await readTargets(aws.elasticLoadBalancing, group))
      if (targets.get(target.ip)?.state !== "healthy") targets.set(target.ip, target);
  const tasks = await readTasks(aws.ecs, cluster, service);
  return tasks.map((task) => {
    const found = targets.get(task.ip ?? "");
    return {
      ...task,
      ready: task.running && (targetGroups.length === 0 || found?.state === "healthy"),
      // Until the deregistration delay is over, whether it serves anybody or not:
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
      leaving: task.running && found?.state === "draining",
      target: found && { ip: found.ip, port: found.port },
    };
  });
}

type Parts = Record<Side | "alone", { readonly part: Part; readonly share: number }>;

/** Who serves: by the release that has the group's lock, or else by what the last one left. */
async function partsNow(
  context: FunctionContext,
  group: string,
  desired: (side: Side) => number,
): Promise<{ parts: Parts; holds: Holds[] }> {
  const ledger = ledgerOf(context, group);
  const lock = await readLock(ledger);
  const left = (await getItem(ledger, ledgerKeys.standing, GroupStanding))?.stable;
  const stays = left ?? (sidesDiffer(desired) ? "green" : "blue");
  const serving = (stable: Side): Parts => ({
    alone: { part: "serving", share: 1 },
    blue: stable === "blue" ? { part: "serving", share: 1 } : { part: "idle", share: 0 },
    green: stable === "green" ? { part: "serving", share: 1 } : { part: "idle", share: 0 },
  });
  if (lock?.owner === undefined && lock?.stuck === undefined) return { parts: serving(stays), holds: [] };
  const run = lock.run === undefined ? undefined : await readRun(ledger, lock.run);
  const phase = lock.stuck === undefined ? run?.phase : "stuck";
  const weight = run?.weight ?? 0;
  const both =
    run && "candidate" in run.release
      ? { stable: run.release.stable, candidate: run.release.candidate }
      : ({ stable: stays, candidate: stays === "blue" ? "green" : "blue" } as const);
  const parts = partsIn({ phase, weight, ...both });
  // Where one ECS service is all, it serves as its stable side does.
  const alone = parts[both.stable].part === "leaving" && weight < 100 ? "leaving" : "serving";
  return { parts: { ...parts, alone: { part: alone, share: 1 } }, holds: ["release"] };
}

const sidesDiffer = (desired: (side: Side) => number): boolean => desired("green") > desired("blue");
