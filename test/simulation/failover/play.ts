import { promotableAt } from "@signalbox/core/failover/lease";
import { FailoverRun } from "@signalbox/core/failover/run";
import { newestOf } from "@signalbox/core/failover/tables";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { arns } from "@signalbox/core/platform/arns";
import { queryItems } from "@signalbox/functions/aws/ledger";
import { random } from "@signalbox/local/world/random";
import { answerWaits, keepReady } from "./around.ts";
import { type Ground, names, onGround, person } from "./ground.ts";
import { type Aftermath, type Ended, judge, type Violation } from "./judge.ts";
import { type Plan, planOf } from "./plan.ts";
import { type Asked, primary } from "./stories.ts";
import { guardedTasks } from "./tasks.ts";
import { claimsIn, Watch } from "./watch.ts";
import { Writers } from "./writers.ts";

/** What came of a seed. */
export interface Played {
  readonly plan: Plan;
  readonly violations: readonly Violation[];
  /** How the runs ended that claimed an epoch. */
  readonly outcomes: readonly string[];
  readonly times: readonly Times[];
  readonly story: readonly string[];
}

/** Seconds of one completed failover, from the loss until users were served. */
export interface Times {
  readonly total: number;
  readonly detection: number;
  readonly lease: number;
  /** AWS's own: the promotion, tasks that start, and calls of Lambdas with what keeps their answers waiting. */
  readonly aws: number;
  /** Route 53's and the clients', from what turns them to the end of the first minute in which CloudWatch counts them. */
  readonly turn: number;
  /** That a person takes, before users are turned, to choose what becomes of a failed act. */
  readonly person: number;
}

const longestMs = 4 * 3_600_000;

export async function play(seed: number): Promise<Played> {
  const plan = planOf(seed);
  let played: Played | undefined;
  let watch = new Watch(() => 0);
  const guards = (clock: Ground["clock"]) => {
    watch = new Watch(() => clock.now());
    return [watch.guard];
  };
  await onGround({ ...plan, guards }, async (ground) => {
    played = await scenario(ground, plan, watch);
  });
  if (!played) throw new Error(`seed ${seed} did not come to its end`);
  return played;
}

async function scenario(ground: Ground, plan: Plan, watch: Watch): Promise<Played> {
  const { clock, cloud, world } = ground;
  const over = new AbortController();
  const tasks = guardedTasks(ground, random(plan.seed).fork("tasks"), over.signal);
  const writers = new Writers(ground, tasks);
  world.background("the writers' table", () => writers.prepare(primary, over.signal));
  world.background("writers", () => writers.write(over.signal));
  world.background("readiness", () => keepReady(ground, plan, over.signal));
  world.background("people", () => answerWaits(ground, plan, over.signal));
  const followed = untilFollowed(ground);
  await clock.sleep(plan.quietSeconds * 1_000);
  await followed;
  const incidentAt = clock.now();
  for (const { after, fault } of plan.faults)
    world.background("a fault to come", async () => {
      await clock.sleep(Math.max(0, after) * 1_000, over.signal);
      cloud.faults.add(fault);
    });
  const { asks } = plan;
  if (asks) world.background("a person", () => ask(ground, asks, over.signal));
  await clock.sleep(plan.watchSeconds * 1_000);
  for (const { id } of cloud.faults.active()) cloud.faults.remove(id);
  const executions = await allEnded(ground, clock.now() + longestMs);
  await clock.sleep(240_000);
  const calls = cloud.log.calls();
  const records = await recordsOf(ground);
  const writing = claimsIn(calls).owned.at(-1)?.region ?? primary;
  const after: Aftermath = {
    plan,
    incidentAt,
    calls,
    watch,
    splits: writers.splits,
    executions,
    records,
    open: await writers.open(),
    writing,
    lost: await writers.missingIn(writing),
    acknowledged: writers.acknowledged.length,
  };
  over.abort();
  return {
    plan,
    violations: judge(after),
    outcomes: records.map(({ outcome, mode }) => `${mode} ${outcome ?? "unfinished"}`),
    times: records.flatMap((record) => timesOf(record, after)),
    story: storyOf(after, cloud.faults.struck()),
  };
}

/**
 * Until each standby has told how far it lags. A region of which nobody ever could is rightly not activated, and a slow database is
 * there only six minutes after the boot: seed 1053 lost its primary before.
 */
async function untilFollowed({ clock, places, world }: Ground): Promise<void> {
  const silent = new Set(places.regions.map(({ region }) => region).filter((region) => region !== primary));
  const end = world.metrics.subscribe(({ metric, region }) => {
    if (metric === "AuroraGlobalDBReplicationLag") silent.delete(region);
  });
  while (silent.size > 0) await clock.sleep(5_000);
  end();
}

async function ask({ clock, platforms, world }: Ground, { after, to, reason }: Asked, over: AbortSignal) {
  await clock.sleep(after * 1_000, over);
  const platform = platforms.get(to);
  if (!platform) throw new Error(`the platform has no part in ${to}`);
  const stateMachineArn = arns.stateMachine(platform, names.deployed("failover"));
  const input = JSON.stringify({ reason, requestedBy: "ada" });
  await world.call("states", "StartExecution", { stateMachineArn, name: "asked", input }, person(to));
}

/** Looks until every failover has ended, but no longer than any may last. */
export async function allEnded({ clock, platforms, world }: Ground, until: number): Promise<Ended[]> {
  for (;;) {
    const all: Ended[] = [];
    for (const [region, platform] of platforms)
      for (const workflow of ["failover", "failback"]) {
        const stateMachineArn = arns.stateMachine(platform, names.deployed(workflow));
        const listed = await world
          .call("states", "ListExecutions", { stateMachineArn }, person(region))
          .catch(() => undefined);
        for (const { executionArn = "", status = "", startDate, stopDate } of listed?.executions ?? [])
          all.push({
            execution: executionArn,
            region,
            status,
            startedAt: startDate?.getTime() ?? 0,
            endedAt: stopDate?.getTime(),
          });
      }
    if (all.every(({ endedAt }) => endedAt !== undefined) || clock.now() >= until) return all;
    await clock.sleep(10_000);
  }
}

export async function recordsOf({ cloud, platforms, places }: Ground): Promise<FailoverRun[]> {
  const copies: FailoverRun[] = [];
  for (const region of places.tables) {
    const platform = platforms.get(region);
    if (!platform) continue;
    const roleArn = arns.role(platform, names.role(region, "failover"));
    const { dynamodb: client } = cloud.clientsOf({ roleArn, region, session: "reader" });
    const ledger = { client, TableName: platform.ledgerTable, pk: ledgerKeys.failover };
    copies.push(...(await queryItems(ledger, ledgerKeys.runs, FailoverRun)));
  }
  const byRun = [...Map.groupBy(copies, ({ run }) => run).values()];
  return byRun
    .flatMap((some) => newestOf(some) ?? [])
    .toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}

/** States that ask again and again whether AWS has come to its end, the first of them of a move that RDS is at already. */
const looking: readonly string[] = ["PromoteDatabase", "AwaitDatabase", "AwaitServices"];

/** How long the states of a record took, in seconds. */
function timesOf(
  { acts, claimedAt, lostAt, mode, outcome, owner, servedAt }: FailoverRun,
  { incidentAt, watch }: Aftermath,
): Times[] {
  if (mode !== "ungraceful" || outcome !== "completed" || !claimedAt || !servedAt || !lostAt) return [];
  const claimed = Date.parse(claimedAt);
  const turned = Date.parse(acts.find(({ state }) => state === "TurnTraffic")?.endedAt ?? servedAt);
  const person = acts.reduce((sum, { state, startedAt }, index) => {
    const asked = Date.parse(startedAt);
    if (state !== "AskHow" || asked > turned) return sum;
    return sum + Date.parse(acts[index + 1]?.startedAt ?? startedAt) - asked;
  }, 0);
  const leaseOver = promotableAt(claimed);
  const own = watch.attempts.filter(({ execution }) => execution === owner);
  const aws = own.reduce((sum, { from, to, step }, index) => {
    const next = own[index + 1];
    const end = next?.step === step && looking.includes(step) ? next.from : Math.min(to, next?.from ?? to);
    return sum + Math.max(0, Math.min(end, turned) - Math.max(from, leaseOver));
  }, 0);
  return [
    {
      total: (Date.parse(servedAt) - incidentAt) / 1_000,
      detection: (claimed - incidentAt) / 1_000,
      lease: (leaseOver - claimed) / 1_000,
      aws: aws / 1_000,
      turn: Math.max(0, Date.parse(servedAt) - turned) / 1_000,
      person: person / 1_000,
    },
  ];
}

/** What befell it, by time. */
function storyOf(
  { incidentAt, calls, records, watch, executions, plan, splits }: Aftermath,
  struck: readonly { at: string; kind: string; what: string }[],
): string[] {
  const told = [
    ...plan.faults.map(({ after, fault }) => ({
      at: incidentAt + after * 1_000,
      text: `begins: ${JSON.stringify(fault)}`,
    })),
    ...executions.map(({ startedAt, execution }) => ({ at: startedAt, text: `starts ${execution}` })),
    ...executions.map(({ endedAt, execution, status }) => ({
      at: endedAt ?? Number.POSITIVE_INFINITY,
      text: `${status} ${execution}`,
    })),
    ...claimsIn(calls).owned.map(({ at, epoch, region }) => ({ at, text: `epoch ${epoch} is ${region}'s` })),
    ...watch.attempts.map(({ from, region, step, epoch }) => ({
      at: from,
      text: `${region}: ${step}${epoch === undefined ? "" : ` (epoch ${epoch})`}`,
    })),
    ...records.flatMap(({ acts, to }) =>
      acts.map(({ startedAt, state, text }) => ({
        at: Date.parse(startedAt),
        text: `${to}: ${state}: ${text}`,
      })),
    ),
    ...splits.slice(0, 3).map(({ at, regions }) => ({ at, text: `!! ${regions.join(" and ")} take writes` })),
    ...struck
      .slice(0, 200)
      .map(({ at, kind, what }) => ({ at: Date.parse(at), text: `⚡ ${kind}: ${what}` })),
  ];
  return told
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, text }) => `${((at - incidentAt) / 1_000).toFixed(1).padStart(8)} ${text}`);
}
