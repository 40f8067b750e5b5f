import { readyPath } from "@signalbox/core/platform/maintenance";
import { reachOf } from "../../web/reach.ts";
import { acting } from "../acting.ts";
import { turnAllows } from "../allow.ts";
import { memberIn, placesOf } from "../places.ts";
import { turnUsers } from "../turn.ts";

const timeoutMs = 5_000;

/**
 * An alarm, Route 53's checks and the clients' resolvers take two to three minutes to follow, and the tasks that are left end within their
 * lease of two: what is said with the claim has its way while the database is handed over, and not after it.
 */
export const turnAhead = acting({
  name: "TurnAhead",
  description:
    "Of a planned move: turns users to this region as soon as it has the right to serve them, where its load balancer answers already; Route 53 takes minutes to follow.",
  allow: turnAllows,
  act: async (input, context) => {
    const { run } = input;
    // Until it answers, Route 53 would send them to the region after it. Who comes home comes once home answers.
    const ahead = run.kind === "failback" || (await answers());
    const text = ahead
      ? await turnUsers(context, input)
      : `${run.to} does not answer yet: users are turned later`;
    return { done: true, text };

    async function answers(): Promise<boolean> {
      const { url } = memberIn(placesOf(context), run.to);
      return await reachOf(context)(`${url}${readyPath}`, { timeoutMs }).then(
        ({ status }) => status === 200,
        () => false,
      );
    }
  },
});
