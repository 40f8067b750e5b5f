import { anywhere } from "@signalbox/core/workflow/allow";
import { acting, momentOf } from "../acting.ts";
import { turnUsers } from "../turn.ts";

export const turnTraffic = acting({
  name: "TurnTraffic",
  description:
    "Turns users to this region: publishes at home that they are kept from those before it, which Route 53's health checks follow; where the move is graceful, others let them back here.",
  allow: [anywhere("cloudwatch:PutMetricData")],
  act: async ({ run }, context) => ({
    done: true,
    text: await turnUsers(context, run),
    note: { servedAt: momentOf(context) },
  }),
});
