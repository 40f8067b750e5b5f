import { anywhere } from "@signalbox/core/workflow/allow";
import { acting, momentOf } from "../acting.ts";
import { tellAway } from "../metrics.ts";
import { placesOf } from "../places.ts";

export const turnTraffic = acting({
  name: "TurnTraffic",
  description:
    "Turns users to this region: publishes at home that they are kept from those before it, which Route 53's health checks follow.",
  allow: [anywhere("cloudwatch:PutMetricData")],
  act: async ({ run: { from, to } }, context) => {
    const order = placesOf(context).regions.map(({ region }) => region);
    const before = order.slice(0, order.indexOf(to));
    const away = [...new Set([...before, from])].filter((region) => region !== to);
    for (const region of away) await tellAway(context, context.aws.cloudWatch, region, true);
    return {
      done: true,
      text: `users are turned away from ${away.join(" and ")}`,
      note: { servedAt: momentOf(context) },
    };
  },
});
