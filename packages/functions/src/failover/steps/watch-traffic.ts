import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { anywhere } from "@signalbox/core/workflow/allow";
import { type Measured, readRequests, wholeMinutes } from "../../aws/measurements.ts";
import { acting, momentOf } from "../acting.ts";

/** What the observers ask in a minute: three of them, two pages each. */
const observersAsk = 6;
const lookBackMs = 4 * 60_000;

export const watchTraffic = acting({
  name: "WatchTraffic",
  description: "Looks until users' requests arrive at this region's load balancer.",
  allow: [anywhere("cloudwatch:GetMetricData")],
  act: async (_, context, { servedAt }) => {
    const { aws, clock, platform } = context;
    const now = clock.now();
    const since = Math.max(now - lookBackMs, servedAt === undefined ? 0 : Date.parse(servedAt));
    const measured = platform.groups.flatMap(measuredOf);
    const minutes = await readRequests(aws.cloudWatch, measured, wholeMinutes(since, now));
    const most = Math.max(0, ...totals(minutes));
    return most > observersAsk
      ? {
          done: true,
          text: `${most} requests in a minute arrive here`,
          note: { servedAt: momentOf(context) },
        }
      : { done: false, text: "no user's request has arrived yet" };
  },
});

const totals = (minutes: readonly (readonly number[])[]): number[] =>
  (minutes[0] ?? []).map((_, index) => minutes.reduce((sum, one) => sum + (one[index] ?? 0), 0));

/** All that users' requests can reach, on either side. */
function measuredOf(group: ReleaseGroup): Measured[] {
  switch (group.strategy) {
    case "canary":
      return group.services.flatMap(({ listenerRuleArns, previewAddress, sides }) =>
        previewAddress
          ? Object.values(sides).map(({ targetGroupArn }) => ({ listenerRuleArns, targetGroupArn }))
          : [],
      );
    case "blue-green":
      return group.services.flatMap(({ productionRuleArn, targetGroupArns }) =>
        Object.values(targetGroupArns).map((targetGroupArn) => ({
          listenerRuleArns: [productionRuleArn],
          targetGroupArn,
        })),
      );
    case "rolling":
      return group.services.flatMap(({ listenerRuleArns, targetGroupArn }) =>
        listenerRuleArns && targetGroupArn ? [{ listenerRuleArns, targetGroupArn }] : [],
      );
  }
}
