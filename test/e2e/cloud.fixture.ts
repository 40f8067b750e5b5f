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
  return booted;
}

/** Production, where a person has to agree to a restore, on a clock that brings one about while a test waits. */
export const bootForRestores = (): Promise<Booted> =>
  boot({
    config: "production",
    clock: realClock(120),
    port: 0,
    seed: 1,
    requestsPerSecond: 0.2,
    policy: {},
  });
