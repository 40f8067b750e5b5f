import type { Expr } from "@signalbox/core/workflow/asl";
import { task } from "@signalbox/core/workflow/task";
import { orTurnBack } from "../../../release/machine/caught.ts";
import { release } from "../../../release/machine/expressions.ts";
import { readBackWeights } from "../steps/read-back-weights.ts";

/** Before promotion: a balancer that does not have the weight after two seconds turns back. */
export const readBack = <const Next extends string>(weight: Expr<number>, next: Next) =>
  task<typeof readBackWeights, "TurnBack" | Next>(readBackWeights, {
    with: { release, weight },
    ...orTurnBack,
    Retry: [
      { ErrorEquals: ["Release.WeightsNotApplied"], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 },
    ],
    Next: next,
  });
