import { type CanaryGroup, type CanaryService, sides } from "@signalbox/core/platform/platform";
import { readWeights } from "../alarm-watch.ts";
import type { Play } from "../scenes/scene.ts";

/** How finely it looks, in the world's milliseconds. */
const lookMs = 1_000;
const person = { kind: "person" } as const;

/** What a watch over a group's sides has seen. */
export interface Watched {
  readonly looks: number;
  /** One sentence for each look at which a side had traffic and was going away. */
  readonly wrong: readonly string[];
}

/** Watches, until `stop`, whether a side that has weight ever is told to have no tasks, or has no healthy one. */
export function watchSides({ booted: { world }, deployment: { region }, io }: Play, group: CanaryGroup) {
  const stopping = new AbortController();
  const wrong: string[] = [];
  let looks = 0;
  const watching = (async () => {
    while (!stopping.signal.aborted && !io.interrupted.aborted) {
      const before = await readWeights(world, region, group);
      for (const service of group.services)
        for (const side of sides) {
          const found = await lookAt(world, region, group.cluster, service, side);
          if (found.desired > 0 && found.healthy > 0) continue;
          // A weight that was there before and after the look at the tasks was there all the while.
          const after = await readWeights(world, region, group);
          if ([before, after].every((rules) => rules.some((weights) => weights[side] > 0)))
            wrong.push(`${side} had traffic, ${found.desired} tasks wanted and ${found.healthy} healthy`);
        }
      looks++;
      await world.clock.sleep(lookMs, stopping.signal).catch(() => {});
    }
  })();
  return {
    stop: async (): Promise<Watched> => {
      stopping.abort();
      await watching;
      return { looks, wrong };
    },
  };
}

async function lookAt(
  world: Play["booted"]["world"],
  region: string,
  cluster: string,
  { sides: both }: CanaryService,
  side: (typeof sides)[number],
): Promise<{ readonly desired: number; readonly healthy: number }> {
  const { service, targetGroupArn: TargetGroupArn } = both[side];
  const caller = { region, principal: person };
  const { services = [] } = await world.call(
    "ecs",
    "DescribeServices",
    { cluster, services: [service] },
    caller,
  );
  const { TargetHealthDescriptions = [] } = await world.call(
    "elasticloadbalancing",
    "DescribeTargetHealth",
    { TargetGroupArn },
    caller,
  );
  const healthy = TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === "healthy");
  return { desired: services[0]?.desiredCount ?? 0, healthy: healthy.length };
}
