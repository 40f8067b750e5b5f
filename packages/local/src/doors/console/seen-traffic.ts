import type { World } from "../../world/world.ts";

/** The requests that each target group served in the last whole minute, as its load balancer reported them. */
export interface SeenTraffic {
  /** Start of that minute, milliseconds since 1970. */
  at(): number | undefined;
  requests(targetGroupArn: string): number;
}

export function seenTraffic(world: World): SeenTraffic {
  let at: number | undefined;
  const counts = new Map<string, { readonly at: number; readonly requests: number }>();
  world.metrics.subscribe((datum) => {
    const { TargetGroup, LoadBalancer } = datum.dimensions;
    if (datum.metric !== "RequestCount" || TargetGroup === undefined || LoadBalancer === undefined) return;
    const minute = datum.at ?? world.clock.now();
    at = Math.max(at ?? 0, minute);
    const before = counts.get(TargetGroup);
    const requests = datum.value * (datum.count ?? 1);
    counts.set(TargetGroup, {
      at: minute,
      requests: requests + (before?.at === minute ? before.requests : 0),
    });
  });
  return {
    at: () => at,
    requests: (targetGroupArn) => {
      const last = counts.get(targetGroupArn.slice(targetGroupArn.lastIndexOf(":") + 1));
      return last && last.at === at ? last.requests : 0;
    },
  };
}
