import { type Booted, boot } from "@signalbox/local/boot";
import type { PlatformDocument } from "@signalbox/local/deploy/document";
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
    rehearsals: false,
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
  return booted;
}

/**
 * A platform whose data is permanent, so that a person has to agree to a restore, on a clock that brings one about while a test
 * waits. Production's own runs ten times as many services, whose health checks take the machine that such a clock needs.
 */
export async function bootForRestores(): Promise<Booted> {
  const booted = await boot({
    change: permanent,
    clock: realClock(120),
    port: 0,
    seed: 1,
    requestsPerSecond: 0.2,
    policy: {},
  });
  await firstRows(booted);
  return booted;
}

/** Two regions, of which one can be lost: five minutes of agreement and a lease in some seconds. */
export async function bootForFailover(): Promise<Booted> {
  const booted = await boot({
    config: "two-regions",
    // At 20 the three seconds that a table has for its answer are 150 ms: beside another browser none was in time.
    clock: realClock(12),
    port: 0,
    seed: 1,
    requestsPerSecond: 1,
    rehearsals: false,
    policy: {},
  });
  await firstRows(booted);
  booted.traffic.start();
  return booted;
}

const permanent = (document: PlatformDocument): PlatformDocument =>
  JSON.parse(JSON.stringify(document).replaceAll('\\"permanent\\":false', '\\"permanent\\":true'));

/** The application makes its tables when it runs; on a busy machine that takes minutes of such a clock, and a point of before holds nothing. */
async function firstRows({ world }: Booted): Promise<void> {
  const caller = { region: "us-east-1", principal: { kind: "person" } } as const;
  const { DBClusters: [cluster] = [] } = await world.call("rds", "DescribeDBClusters", {}, caller);
  for (let tries = 0; tries < 600; tries++) {
    const rows = await world.databases
      .at(cluster?.Endpoint ?? "")
      ?.rows("user")
      .catch(() => []);
    if (rows && rows.length > 0) return;
    await world.clock.hurry(world.clock.sleep(10_000));
  }
  throw new Error("the application has made no user");
}
