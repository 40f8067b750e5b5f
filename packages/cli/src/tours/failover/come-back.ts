import { invoke } from "../../cloud/invoke.ts";
import { readFailovers } from "../../failovers/read.ts";
import { groupOfUsers } from "../group-of-users.ts";
import type { Play, Scene } from "../scenes/scene.ts";
import * as expected from "./expectations.ts";
import { askIn, databaseIn } from "./places.ts";
import type { Story } from "./story.ts";
import { messages } from "./writer.ts";

const pollMs = 500;
/** Of the world: a keeper's first lease and its end, twice over, while ECS starts task after task. */
const watchMs = 10 * 60_000;
/** Prefix of what RDS keeps of a writer that was left, when it is back. */
const kept = "rds:unplanned-global-failover-";

/** What is seen of a region that was left, look by look. */
export interface Looks {
  /** How many there were. */
  readonly count: number;
  /** Regions to which the public name led. */
  readonly led: ReadonlySet<string>;
  /** Tasks that the region's balancer sent users to: at most, and in the last look. */
  readonly most: number;
  readonly last: number;
}

/** The old region is back, with what it had, and stays out. */
export const comeBack = (story: Story): Scene => ({
  title: "the old region comes back with old data, and stays out",
  play: async (play) => {
    const { cloud, world } = play.booted;
    const { home } = story.places;
    const old = (await story.left?.rows(messages)) ?? [];
    const since = world.clock.now();
    if (story.faults.dark !== undefined) cloud.faults.remove(story.faults.dark);
    const looks = await watch(play, story, since + watchMs);
    const acknowledged = await acknowledge(play, story);
    const { DBClusterSnapshots = [] } = await world.call(
      "rds",
      "DescribeDBClusterSnapshots",
      {},
      { region: home, principal: { kind: "person" } },
    );
    const names = DBClusterSnapshots.map(
      ({ DBClusterSnapshotIdentifier = "" }) => DBClusterSnapshotIdentifier,
    );
    const [fresh, own] = await Promise.all([databaseIn(play, story.heir), databaseIn(play, home)]);
    return {
      did: `let ${home} run again, and looked ${looks.count} times; a person acknowledged epoch ${acknowledged}`,
      why: "a region that wrote and lost its epoch starts no task that writes until an epoch is its own again",
      expectations: expected.comeBack({
        ...{ story, since, looks, old, acknowledged },
        snapshot: names.find((name) => name.startsWith(kept)),
        rows: await fresh.rows(messages),
        follows: await own.isStandby(),
      }),
    };
  },
});

async function watch(play: Play, { places }: Story, until: number): Promise<Looks> {
  const { booted, io } = play;
  const { cloud, world } = booted;
  const led = new Set<string>();
  let [count, most, last] = [0, 0, 0];
  while (world.clock.now() < until || !(await follows(play, places.home))) {
    led.add(cloud.names.resolve(places.host)?.region ?? "nowhere");
    last = await serving(play, places.home);
    most = Math.max(most, last);
    count++;
    await io.clock.sleep(pollMs, io.interrupted);
  }
  return { count, led, most, last };
}

/** Whether the region's database hears the new writer. */
const follows = async (play: Play, region: string): Promise<boolean> =>
  databaseIn(play, region).then(
    (database) => database.isStandby(),
    () => false,
  );

/** Tasks to which the region's balancer sends users. */
async function serving({ booted }: Play, region: string): Promise<number> {
  const groups = groupOfUsers(booted.platform).services.flatMap(({ sides }) => Object.values(sides));
  const healths = await Promise.all(
    groups.map(({ targetGroupArn: TargetGroupArn }) =>
      booted.world.call(
        "elasticloadbalancing",
        "DescribeTargetHealth",
        { TargetGroupArn },
        { region, principal: { kind: "person" } },
      ),
    ),
  );
  return healths
    .flatMap(({ TargetHealthDescriptions = [] }) => TargetHealthDescriptions)
    .filter(({ TargetHealth }) => TargetHealth?.State === "healthy").length;
}

/** Answers the highest epoch that is acknowledged then. */
async function acknowledge(play: Play, { heir, run }: Story): Promise<number> {
  const { cloud, deployment } = await askIn(play, heir);
  await invoke(cloud, deployment, "acknowledge", { epoch: run?.epoch, reason: "looked at it", by: "tour" });
  return (await readFailovers(cloud, deployment)).acknowledged;
}
