import type { GroupDocument, PersonsAction, Put } from "@signalbox/core/console/documents";
import { canTurnBack, isWaiting, type Phase } from "@signalbox/core/ledger/records";
import type { Platform, ReleaseGroup } from "@signalbox/core/platform/platform";
import type { World } from "../../world/world.ts";
import { type Ledger, ledgerOf } from "./ledger.ts";
import { readBlueGreen } from "./read-blue-green.ts";
import { readRolling } from "./read-rolling.ts";
import { readServices, totalsOf } from "./read-services.ts";
import type { SeenTraffic } from "./seen-traffic.ts";

/** Looks at every group: rules, services, deployments, the ledger. */
export function lookAtGroups(world: World, seen: SeenTraffic) {
  const lastRuns = lastRunOf();
  return async (platforms: readonly Platform[]): Promise<Put[]> => {
    const puts: Put[] = [];
    for (const platform of platforms)
      for (const group of platform.groups) {
        const ledger = ledgerOf(world, platform, group.name);
        const value = await look(world, platform.region, group, ledger, seen, lastRuns);
        puts.push({ topic: "group", id: `${platform.region}/${group.name}`, value });
      }
    return puts;
  };
}

async function look(
  world: World,
  region: string,
  group: ReleaseGroup,
  ledger: Ledger,
  seen: SeenTraffic,
  lastRuns: ReturnType<typeof lastRunOf>,
): Promise<GroupDocument> {
  const lock = await ledger.lock();
  const name = lock?.run ?? (await lastRuns(`${region}/${group.name}`, lock?.epoch, ledger));
  const run = name === undefined ? undefined : await ledger.run(name);
  const token = name !== undefined && run && isWaiting(run.phase) ? await ledger.token(name) : undefined;
  const wait = token && { state: token.state, entered: token.began, deadline: token.deadline };
  const at = seen.at();
  return {
    region,
    name: group.name,
    repository: group.repository,
    policy: group.policy,
    migrates: "upgrade" in group && group.upgrade !== undefined,
    ...(await servicesOf(world, region, group, seen)),
    ...(at !== undefined && { seenAt: new Date(at).toISOString() }),
    ...(lock && { lock }),
    ...(run && { run }),
    ...(wait && { wait }),
    may: run ? actionsIn(run.phase) : [],
    acts: name === undefined ? [] : await ledger.acts(name),
    decisions: name === undefined ? [] : await ledger.decisions(name),
  };
}

/** The services as their strategy runs them, and both sides of all together where it has sides. */
async function servicesOf(world: World, region: string, group: ReleaseGroup, seen: SeenTraffic) {
  const { strategy } = group;
  if (strategy === "rolling") return { strategy, services: await readRolling(world, region, group, seen) };
  const services = await (strategy === "canary"
    ? readServices(world, region, group, seen)
    : readBlueGreen(world, region, group, seen));
  return { strategy, sides: totalsOf(services), services };
}

/** Until the release turns back or closes; once all traffic has moved there is no weight left to promote through. */
function actionsIn(phase: Phase): PersonsAction[] {
  if (!canTurnBack(phase)) return [];
  return ["draining", "holding"].includes(phase)
    ? ["promote", "abort"]
    : ["promote", "promote-fully", "abort"];
}

/** Name of a group's last release. The ledger is searched only when the lock has changed hands. */
function lastRunOf() {
  const known = new Map<string, { readonly epoch: number | undefined; readonly run: string | undefined }>();
  return async (key: string, epoch: number | undefined, ledger: Ledger): Promise<string | undefined> => {
    const before = known.get(key);
    if (before && before.epoch === epoch) return before.run;
    const runs = await ledger.runs();
    const last = runs.toSorted((a, b) => a.release.startedAt - b.release.startedAt).at(-1);
    const run = last?.release.run;
    known.set(key, { epoch, run });
    return run;
  };
}
