import { acting, momentOf } from "../acting.ts";
import { turnAllows } from "../allow.ts";
import { turnUsers } from "../turn.ts";

export const turnTraffic = acting({
  name: "TurnTraffic",
  description:
    "Turns users to this region: publishes at home that they are kept from those before it, which Route 53's health checks follow; where the move is graceful, others let them back here. Where there are routing controls it throws those instead, at an endpoint outside of what is lost.",
  allow: turnAllows,
  act: async (input, context) => ({
    done: true,
    text: await turnUsers(context, input),
    note: { servedAt: momentOf(context) },
  }),
});
