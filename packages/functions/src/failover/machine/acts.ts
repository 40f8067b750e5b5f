import type { Retrier, State } from "@signalbox/core/workflow/asl";
import { patience } from "@signalbox/core/workflow/patience";
import type { StepData } from "@signalbox/core/workflow/step";
import { cutOffErrors, task } from "@signalbox/core/workflow/task";
import type { z } from "zod";
import { problem } from "../../release/machine/caught.ts";
import { TimeoutSeconds } from "../../release/machine/expressions.ts";
import type { Acting } from "../acting.ts";

type ActingStep = Pick<StepData, "name"> & { readonly input: StepData["input"] & z.ZodType<unknown, Acting> };

/** One act of a failover, and how long it is looked at before somebody chooses what comes of it. */
export interface Act {
  readonly name: string;
  readonly step: ActingStep;
  /** Between two looks, and how many of them there are. */
  readonly seconds: number;
  readonly most: number;
  /** What it is called when its time is over. */
  readonly overdue: string;
  /** Whether the platform serves without it: where nobody chooses, it is skipped. */
  readonly skips?: true;
  /** The act that a retry of this one begins with: what only looks mends nothing. By default itself. */
  readonly again?: string;
}

/** Before the first look at an act: how often it has been looked at, and was cut off. */
export const notYetLooked = { looks: 0, cuts: 0 } as const;

/** What waiting does not mend. */
export const lasting: Retrier = {
  ErrorEquals: [
    "Failover.AlreadyRunning",
    "Failover.EpochLost",
    "Failover.EpochTaken",
    "Failover.NotDeployed",
  ],
  MaxAttempts: 0,
};

/**
 * Of an act that was cut off nothing runs any more. It is entered anew, and not tried again: the record of its visit would keep out every
 * attempt until the Lambda's time was over, a minute for each time, while users wait.
 */
const anew: Retrier = { ErrorEquals: cutOffErrors, MaxAttempts: 0 };

/** For how long an act is entered anew that is cut off each time: as long as patience lasts. Seconds. */
const anewSeconds = 300;

/** Nothing more may be done once another one has the right. */
export const lostRight = {
  ErrorEquals: ["Failover.EpochLost", "Failover.EpochTaken"],
  Assign: { problem },
  Next: "ReportHalted",
} as const;

/**
 * The states of acts that follow one another, each asked until it is done. What becomes of one that fails is chosen; before the epoch is
 * claimed nothing has been done that would have to be gone on with, and it is refused.
 */
export function statesOfActs(
  acts: readonly Act[],
  last: string,
  failed: "AskHow" | "ReportRefused" = "AskHow",
): Record<string, State> {
  return Object.fromEntries(
    acts.flatMap((act, index): [string, State][] => statesOf(act, acts[index + 1]?.name ?? last, failed)),
  );
}

function statesOf(
  { name, step, seconds, most, overdue }: Act,
  next: string,
  failed: string,
): [string, State][] {
  const failedAt = { failedAt: name, until: null, ...notYetLooked };
  return [
    [
      name,
      task(step, {
        with: { run: "{% $run %}", epoch: "{% $epoch %}" },
        TimeoutSeconds,
        Retry: [lasting, anew, patience],
        Assign: { looks: "{% $looks + 1 %}" },
        Catch: [
          ...(failed === "AskHow" ? [lostRight] : []),
          {
            ErrorEquals: cutOffErrors,
            Assign: { cuts: "{% $cuts + 1 %}" },
            Output: { done: false, text: problem.cause },
            Next: `Is${name}Done`,
          },
          { ErrorEquals: ["States.ALL"], Assign: { problem, ...failedAt }, Next: failed },
        ],
        Next: `Is${name}Done`,
      }),
    ],
    [
      `Is${name}Done`,
      {
        Type: "Choice",
        Choices: [
          { Condition: "{% $states.input.done %}", Assign: notYetLooked, Next: next },
          {
            Condition: `{% $looks >= ${most} or $cuts * ${seconds} >= ${anewSeconds} %}`,
            Assign: { problem: { error: overdue, cause: "{% $states.input.text %}" }, ...failedAt },
            Next: failed,
          },
        ],
        Default: `WaitFor${name}`,
      },
    ],
    [`WaitFor${name}`, { Type: "Wait", Seconds: seconds, Next: name }],
  ];
}
