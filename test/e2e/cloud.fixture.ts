import { type Booted, boot } from "@signalbox/local/boot";
import { realClock } from "@signalbox/local/world/clock";

/** World seconds in a real one: five releases in about two minutes, health checks still in time on a busy machine. */
export const factor = 12;

/** The platform with real traffic and a policy short enough to be watched. */
export async function bootForPage(): Promise<Booted> {
  const booted = await boot({
    clock: realClock(factor),
    port: 0,
    seed: 1,
    requestsPerSecond: 6,
    policy: {
      ladder: [50, 100],
      bakeSeconds: 60,
      extensions: 0,
      leastMinutes: 1,
      // What is tested is the page: a busy machine must not make a good image look slow, and the alarm finds the bad one.
      latencySeconds: 60,
      acceptableRate: 0.1,
      drainSeconds: 15,
      holdSeconds: 30,
    },
  });
  booted.traffic.start();
  await writeRow(booted);
  return booted;
}

/** An empty database makes no point that counts, and nobody may have chatted before one is backed up. */
async function writeRow({ world }: Booted): Promise<void> {
  const caller = { region: "us-east-1", principal: { kind: "person" } } as const;
  for (let tries = 0; tries < 600; tries++) {
    const { DBClusters: [cluster] = [] } = await world.call("rds", "DescribeDBClusters", {}, caller);
    const database = world.databases.at(cluster?.Endpoint ?? "");
    if (database)
      return await database.transact([
        { kind: "create-table", table: { name: "kept", columns: { id: "text" }, key: "id" } },
        { kind: "insert", table: "kept", row: { id: "a row" } },
      ]);
    await world.clock.sleep(1_000);
  }
  throw new Error("the cluster has no instance that serves");
}
