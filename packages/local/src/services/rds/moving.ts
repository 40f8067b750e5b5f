import { NamedError } from "@signalbox/core/error";
import { announce } from "./announce.ts";
import { point, unpoint } from "./build.ts";
import type { Environment } from "./environment.ts";
import { type Member, memberAt } from "./member.ts";
import { followLinks } from "./replication.ts";
import { resynchronize } from "./resync.ts";
import type { Global, Move } from "./state.ts";
import { until } from "./until.ts";

/** Carries a switchover or a failover out, from its beginning; what an earlier process has done of it is not done again. */
export function runMove(environment: Environment, global: Global, move: Move): void {
  const { world, end } = environment;
  const [from, to] = [memberAt(environment, move.from), memberAt(environment, move.to)];
  const work = move.kind === "failover" ? failOver : switchOver;
  world.background(`${move.kind} of ${global.id} to ${move.to}`, async () => {
    try {
      await work(environment, global, move, { from, to });
    } catch (error) {
      if (end.aborted) return;
      await giveUp(environment, global, move, { from, to }, error);
      return;
    }
    settle(environment, global, move, to);
    if (move.kind === "failover") announce(environment, "cluster", to.cluster, "failedOver", said(to));
    else {
      announce(environment, "cluster", to.cluster, "promoted", said(to));
      for (const { cluster } of [from, to])
        announce(environment, "cluster", cluster, "switchoverFinished", said(to));
    }
  });
}

interface Both {
  readonly from: Member;
  readonly to: Member;
}

const said = ({ cluster, state }: Member) => `to DB cluster ${cluster.id} in Region ${state.region}`;

/** Nothing is asked of the old primary. Where it still can be reached it takes no more writes. */
async function failOver(environment: Environment, _: Global, move: Move, { from, to }: Both): Promise<void> {
  const { world, timing, end } = environment;
  const { databases, links, clock } = world;
  await clock.sleep(timing.verify, end);
  move.status = "failing-over";
  to.cluster.status = "promoting";
  await clock.sleep(timing.failover, end);
  await until(environment, () => links.join(to.state.region, to.state.region));
  if (links.join(from.state.region, to.state.region)) {
    unpoint(environment, from.cluster);
    await clock.hold(databases.database(from.cluster.database)?.kill() ?? Promise.resolve());
  }
  const standby = databases.database(to.cluster.database);
  if (await standby?.isStandby()) await clock.hold(standby?.promote() ?? Promise.resolve());
  end.throwIfAborted();
}

/** The old primary ends in order, once the new one has all of its writes. */
async function switchOver(
  environment: Environment,
  _: Global,
  move: Move,
  { from, to }: Both,
): Promise<void> {
  const { world, timing, end } = environment;
  const { databases, links, clock } = world;
  const late = (): number => links.lateMs("database", from.state.region, to.state.region);
  for (const { cluster } of [from, to])
    announce(environment, "cluster", cluster, "switchoverStarted", said(to));
  await clock.sleep(timing.verify, end);
  move.status = "switching-over";
  from.cluster.status = "failing-over";
  to.cluster.status = "promoting";
  if (late() > 0) {
    announce(environment, "cluster", from.cluster, "switchoverWaits", `${late()} ms`);
    await clock.sleep(Math.min(late(), timing.synchronize), end);
  }
  unpoint(environment, from.cluster);
  await clock.sleep(timing.switchover, end);
  const { database: standby } = to.cluster;
  if (await databases.database(standby)?.isStandby())
    await clock.hold(databases.handOver(from.cluster.database, standby));
  end.throwIfAborted();
  announce(
    environment,
    "cluster",
    from.cluster,
    "shutDown",
    `${from.cluster.id} in Region ${from.state.region}`,
  );
}

/** Both clusters are what they were before. */
async function giveUp(
  environment: Environment,
  global: Global,
  move: Move,
  { from, to }: Both,
  error: unknown,
): Promise<void> {
  const { world, timing, end } = environment;
  move.status = "cancelling";
  await world.clock.sleep(timing.verify, end);
  if (world.links.join(from.state.region, from.state.region))
    await world.clock.hold(world.databases.database(from.cluster.database)?.start() ?? Promise.resolve());
  global.move = undefined;
  for (const { cluster, state } of [from, to]) {
    cluster.status = "available";
    point(environment, state, cluster);
  }
  const waited = error instanceof NamedError && error.name === "Database.NothingArrives";
  const message = waited ? "switchoverCancelled" : "switchoverFailed";
  announce(
    environment,
    "cluster",
    to.cluster,
    move.kind === "failover" ? "failoverFailed" : message,
    said(to),
  );
}

/** The new primary is the writer; every other member has to begin anew from it. */
function settle(environment: Environment, global: Global, move: Move, to: Member): void {
  const others = global.members.filter((arn) => arn !== move.to);
  const kept = global.stale.filter(({ keeps }) => keeps).map(({ arn }) => arn);
  global.members = [move.to, ...others];
  global.stale = others.map((arn) => ({
    arn,
    keeps: kept.includes(arn) || (arn === move.from && move.kind === "failover"),
    tells: move.kind === "failover",
  }));
  global.move = undefined;
  to.cluster.origin = { kind: "new" };
  to.cluster.status = "available";
  point(environment, to.state, to.cluster);
  followLinks(environment);
  for (const stale of global.stale) resynchronize(environment, global, stale);
}
