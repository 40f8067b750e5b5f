import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { anywhere } from "@signalbox/core/workflow/allow";
import { type Measured, readRequests, wholeMinutes } from "../../aws/measurements.ts";
import { acting } from "../acting.ts";
import { placesOf } from "../places.ts";

/** What the observers ask in a minute: three of them, two pages each. */
const observersAsk = 6;
const minuteMs = 60_000;
const lookBackMs = 4 * minuteMs;

export const watchTraffic = acting({
  name: "WatchTraffic",
  description: "Looks until users' requests arrive at this region's load balancer.",
  allow: [anywhere("cloudwatch:GetMetricData")],
  act: async (_, context, { acts }) => {
    const { aws, clock, platform } = context;
    const by = placesOf(context).routing ? ", to which routing controls turn users" : "";
    const now = clock.now();
    const turned = acts.findLast(({ state }) => state === "TurnTraffic")?.endedAt;
    const window = wholeMinutes(
      Math.max(now - lookBackMs, turned === undefined ? 0 : Date.parse(turned)),
      now,
    );
    const measured = platform.groups.flatMap(measuredOf);
    const all = totals(await readRequests(aws.cloudWatch, measured, window));
    const first = all.findIndex((requests) => requests > observersAsk);
    return first >= 0
      ? {
          done: true,
          text: `${all[first]} requests in a minute arrive here${by}`,
          // The end of their first minute: when it was seen is later by what CloudWatch and the next look take.
          note: { servedAt: new Date(window.start + (first + 1) * minuteMs).toISOString() },
        }
      : { done: false, text: `no user's request has arrived yet${by}` };
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
