import type {
  GroupDocument,
  PersonsAction,
  Put,
  SideDocument,
  WaitDocument,
} from "@signalbox/core/console/documents";
import { canTurnBack, isWaiting, type Phase, type Run, type Token } from "@signalbox/core/ledger/records";
import { type Platform, type ReleaseGroup, type Side, sides } from "@signalbox/core/platform/platform";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";
import { type Ledger, ledgerOf } from "./ledger.ts";
import type { SeenTraffic } from "./seen-traffic.ts";

/** Looks at every release group: the rule, both services, the ledger. */
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
  const wait = run && token && waitOf(run, token);
  const at = seen.at();
  return {
    region,
    name: group.name,
    repository: group.repository,
    policy: group.policy,
    sides: await readSides(world, region, group, seen),
    ...(at !== undefined && { seenAt: new Date(at).toISOString() }),
    ...(lock && { lock }),
    ...(run && { run }),
    ...(wait && { wait }),
    may: run ? actionsIn(run.phase) : [],
    acts: name === undefined ? [] : await ledger.acts(name),
    decisions: name === undefined ? [] : await ledger.decisions(name),
  };
}

/** Until the release turns back or closes; once all traffic has moved there is no weight left to promote through. */
function actionsIn(phase: Phase): PersonsAction[] {
  if (!canTurnBack(phase)) return [];
  return ["draining", "holding"].includes(phase)
    ? ["promote", "abort"]
    : ["promote", "promote-fully", "abort"];
}

function waitOf({ phase, release: { policy } }: Run, { state, entered }: Token): WaitDocument {
  const seconds =
    phase === "baking" ? policy.bakeSeconds : phase === "holding" ? policy.holdSeconds : policy.personSeconds;
  return { state, entered, deadline: new Date(Date.parse(entered) + seconds * 1000).toISOString() };
}

/** Both sides as rule, services and target groups say; `seen` adds what they really served. */
export async function readSides(
  world: World,
  region: string,
  group: ReleaseGroup,
  seen?: SeenTraffic,
): Promise<Record<Side, SideDocument>> {
  const caller = { region, principal: person };
  const { cluster, listenerRuleArn } = group;
  const services = sides.map((side) => group.sides[side].service);
  const [described, { Rules = [] }] = await Promise.all([
    world.call("ecs", "DescribeServices", { cluster, services }, caller),
    world.call("elasticloadbalancing", "DescribeRules", { RuleArns: [listenerRuleArn] }, caller),
  ]);
  const forwarded = Rules[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups ?? [];
  const served = (side: Side) => seen?.requests(group.sides[side].targetGroupArn) ?? 0;
  const total = served("blue") + served("green");
  const sideOf = async (side: Side): Promise<SideDocument> => {
    const { service, targetGroupArn: TargetGroupArn } = group.sides[side];
    const found = described.services?.find(({ serviceName }) => serviceName === service);
    const health = await world.call(
      "elasticloadbalancing",
      "DescribeTargetHealth",
      { TargetGroupArn },
      caller,
    );
    const requests = served(side);
    return {
      service,
      image: await imageOf(world, region, found?.taskDefinition, group.container),
      desired: found?.desiredCount ?? 0,
      running: found?.runningCount ?? 0,
      healthy:
        health.TargetHealthDescriptions?.filter((one) => one.TargetHealth?.State === "healthy").length ?? 0,
      wanted: forwarded.find((target) => target.TargetGroupArn === TargetGroupArn)?.Weight ?? 0,
      ...(total > 0 && { seen: (100 * requests) / total }),
      requests,
    };
  };
  const [blue, green] = await Promise.all([sideOf("blue"), sideOf("green")]);
  return { blue, green };
}

async function imageOf(
  world: World,
  region: string,
  taskDefinition: string | undefined,
  container: string,
): Promise<string> {
  if (taskDefinition === undefined) return "";
  const caller = { region, principal: person };
  const { taskDefinition: found } = await world.call(
    "ecs",
    "DescribeTaskDefinition",
    { taskDefinition },
    caller,
  );
  const image = found?.containerDefinitions?.find(({ name }) => name === container)?.image ?? "";
  // The registry is the same for all.
  const [repositoryName = "", imageDigest] = image.slice(image.indexOf("/") + 1).split("@");
  if (imageDigest === undefined) return repositoryName;
  const { imageDetails = [] } = await world.call(
    "ecr",
    "DescribeImages",
    { repositoryName, imageIds: [{ imageDigest }] },
    caller,
  );
  const tag = imageDetails[0]?.imageTags?.[0];
  // Of a digest twelve digits tell images apart.
  return tag === undefined ? `${repositoryName}@${imageDigest.slice(0, 19)}` : `${repositoryName}:${tag}`;
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
