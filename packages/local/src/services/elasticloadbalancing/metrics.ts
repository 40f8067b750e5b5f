import type { Outcome } from "../../world/plane/plane.ts";
import type { World } from "../../world/world.ts";
import type { LoadBalancer, TargetGroup } from "./state.ts";
import { type Put, Tally } from "./tally.ts";

const minute = 60_000;

/** AWS's data arrive one to three minutes late. We only wait until the minute is over for sure. Milliseconds. */
const publishDelay = 2_000;

/**
 * Counts what a load balancer does and publishes each minute of world time once it is over, under the minute's own
 * time, as AWS/ApplicationELB does: for the load balancer, and for each of its target groups.
 */
export class LoadBalancerMetrics {
  readonly #world: World;
  /** By start of the minute, then by group; undefined is the whole load balancer. */
  readonly #open = new Map<number, Map<TargetGroup | undefined, Tally>>();

  constructor(world: World) {
    this.#world = world;
  }

  /** A target was chosen. What is refused before that does not count as a request (AWS: RequestCount). */
  routed(group: TargetGroup): void {
    const tallies = this.#now();
    tallyOf(tallies, undefined).requests++;
    tallyOf(tallies, group).requests++;
  }

  finished(group: TargetGroup, outcome: Outcome): void {
    const tallies = this.#now();
    tallyOf(tallies, undefined).add(outcome);
    tallyOf(tallies, group).add(outcome);
  }

  /** The load balancer itself answered 503. */
  unavailable(): void {
    tallyOf(this.#now(), undefined).elb(503);
  }

  answeredItself(kind: "fixed" | "redirect"): void {
    const tally = tallyOf(this.#now(), undefined);
    if (kind === "fixed") tally.fixed++;
    else tally.redirects++;
  }

  /** Publishes minute by minute until the signal aborts. */
  async run(
    balancer: LoadBalancer,
    groups: () => readonly TargetGroup[],
    signal: AbortSignal,
  ): Promise<void> {
    for (;;) {
      const now = this.#world.clock.now();
      await this.#world.clock.sleep(minuteOf(now) + minute + publishDelay - now, signal);
      this.#publish(balancer, groups());
    }
  }

  #now(): Map<TargetGroup | undefined, Tally> {
    const start = minuteOf(this.#world.clock.now());
    let tallies = this.#open.get(start);
    if (!tallies) {
      tallies = new Map();
      this.#open.set(start, tallies);
    }
    return tallies;
  }

  #publish(balancer: LoadBalancer, groups: readonly TargetGroup[]): void {
    const current = minuteOf(this.#world.clock.now());
    this.#hosts(balancer, groups, current - minute);
    for (const [start, tallies] of this.#open) {
      if (start === current) continue;
      this.#open.delete(start);
      for (const [group, tally] of tallies) {
        const put = this.#putter(balancer, group, start);
        tally.each(put);
        if (group) this.#perTarget(group, tally.requests / Math.max(1, healthy(group)), balancer, start);
      }
    }
  }

  /** Gauges, as they stand when the minute closes. */
  #hosts(balancer: LoadBalancer, groups: readonly TargetGroup[], at: number): void {
    let connections = 0;
    for (const group of groups) {
      const put = this.#putter(balancer, group, at);
      put("HealthyHostCount", healthy(group), 1, "Count");
      put(
        "UnHealthyHostCount",
        group.targets.filter(({ state }) => state === "unhealthy").length,
        1,
        "Count",
      );
      // One connection from the client and one to the target for each request in flight.
      for (const { outstanding } of group.targets) connections += 2 * outstanding;
    }
    if (connections > 0)
      this.#putter(balancer, undefined, at)("ActiveConnectionCount", connections, 1, "Count");
  }

  /** AWS gives this metric the dimension TargetGroup alone as well. */
  #perTarget(group: TargetGroup, value: number, balancer: LoadBalancer, at: number): void {
    this.#putter(balancer, group, at)("RequestCountPerTarget", value, 1, "Count");
    this.#put(balancer.region, { TargetGroup: group.dimension }, at)(
      "RequestCountPerTarget",
      value,
      1,
      "Count",
    );
  }

  #putter(balancer: LoadBalancer, group: TargetGroup | undefined, at: number): Put {
    const dimensions = group
      ? { LoadBalancer: balancer.dimension, TargetGroup: group.dimension }
      : { LoadBalancer: balancer.dimension };
    return this.#put(balancer.region, dimensions, at);
  }

  #put(region: string, dimensions: Readonly<Record<string, string>>, at: number): Put {
    const namespace = "AWS/ApplicationELB";
    return (metric, value, count, unit) =>
      this.#world.metrics.publish({ region, namespace, metric, dimensions, value, count, unit, at });
  }
}

/** The start of a time's minute; a real clock's milliseconds have fractions, of which none may stay. */
const minuteOf = (time: number): number => Math.floor(time / minute) * minute;

function tallyOf(tallies: Map<TargetGroup | undefined, Tally>, group: TargetGroup | undefined): Tally {
  let tally = tallies.get(group);
  if (!tally) {
    tally = new Tally();
    tallies.set(group, tally);
  }
  return tally;
}

const healthy = (group: TargetGroup): number =>
  group.targets.filter(({ state }) => state === "healthy").length;
