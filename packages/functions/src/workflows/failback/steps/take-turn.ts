import { NamedError } from "@signalbox/core/error";
import { on } from "@signalbox/core/workflow/allow";
import { takeRegion } from "../../../failover/begin.ts";
import { preparing } from "../../../failover/preparing.ts";

/** Not before somebody has approved: who waits for a person must not keep a failover to this region from its lock. */
export const takeTurn = preparing({
  name: "TakeTurn",
  description: "Takes this region's lock, so that of its failovers and failbacks one acts at a time.",
  allow: [
    on("ledgerTable", "dynamodb:GetItem", "dynamodb:UpdateItem"),
    on("stateMachine", "states:DescribeExecution"),
  ],
  act: async ({ run: { run, to } }, context) => {
    if (!(await takeRegion(context, run)))
      throw new NamedError("Failover.AlreadyRunning", `another failover or failback of ${to} is at it`);
    return { done: true, text: `${to}'s lock is this failback's` };
  },
});
