import type { Machine, Retrier, State } from "@signalbox/core/workflow/asl";
import { machine } from "@signalbox/core/workflow/machine";
import { patience } from "@signalbox/core/workflow/patience";
import type { StepData } from "@signalbox/core/workflow/step";
import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { failed, unwritten } from "../machine/failed.ts";
import { problem } from "../release/machine/caught.ts";
import { TimeoutSeconds } from "../release/machine/expressions.ts";
import { tell } from "./tell.ts";

/** One act of a runbook, asked again until it is done. */
export interface RunbookAct {
  readonly step: StepData;
  /** Between two looks, and how many of them there are. */
  readonly seconds: number;
  readonly most: number;
}

interface Runbook {
  readonly comment: string;
  readonly look: StepData;
  readonly acts: readonly RunbookAct[];
}

/** What waiting does not mend. */
const lasting: Retrier = {
  ErrorEquals: [
    // Of the handler, for what the form does not have.
    "ParseError",
    "Runbook.DrillEnded",
    "Failover.NotDeployed",
    "Runbook.UnknownService",
    "Runbook.UnknownZone",
    "Runbook.LastZone",
    "Backup.NotServing",
    "Runbook.ReleaseUnderWay",
    "Runbook.NotThisWay",
    "Release.NoMaintenancePage",
  ],
  MaxAttempts: 0,
};
const orTell = { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "TellFailed" } as const;
/** A step's tries while AWS is unavailable, and those of the steps at both ends; in seconds. */
const patienceSeconds = 600;
const endsSeconds = 1_800;
const hour = 3_600;

/** In whole hours: a bound that nobody has to work out at night. */
const longest = (acts: readonly RunbookAct[]): number =>
  hour *
  Math.ceil(
    acts.reduce((sum, { seconds, most }) => sum + seconds * most + patienceSeconds, endsSeconds) / hour,
  );

/** A small procedure for one thing: looks, and ends there where it is a dry run; acts one after another, and tells people. */
export const runbookMachine = ({ comment, look, acts }: Runbook): Machine =>
  machine<string>({
    Comment: comment,
    StartAt: "TakeOver",
    TimeoutSeconds: longest(acts),
    States: {
      TakeOver: {
        Type: "Pass",
        Assign: {
          asked: "{% $states.input %}",
          plan: null,
          sentence: null,
          said: [],
          looks: 0,
          problem: null,
        },
        Next: "Look",
      },
      Look: task<StepData, string>(look, {
        with: "{% $asked %}",
        TimeoutSeconds,
        Assign: {
          plan: "{% $states.result.Payload.plan %}",
          sentence: "{% $states.result.Payload.sentence %}",
        },
        Retry: [lasting, patience],
        Catch: [orTell],
        Next: "IsDryRun",
      }),
      IsDryRun: whether(
        "{% $exists($asked.dryRun) and $asked.dryRun %}",
        "Shown",
        acts[0]?.step.name ?? "Tell",
      ),
      Shown: { Type: "Succeed", Output: { would: "{% $sentence %}" } },
      ...Object.fromEntries(
        acts.flatMap((act, index): [string, State][] => statesOf(act, acts[index + 1]?.step.name ?? "Tell")),
      ),
      Tell: task<typeof tell, string>(tell, {
        with: { asked: "{% $asked %}", sentence: "{% $sentence %}", said: "{% [$said] %}" },
        TimeoutSeconds,
        Retry: [patience],
        Catch: [unwritten],
        Next: "Done",
      }),
      Done: { Type: "Succeed", Output: { did: "{% [$said] %}" } },
      TellFailed: task<typeof tell, string>(tell, {
        with: {
          asked: "{% $asked %}",
          sentence: "{% $sentence %}",
          said: "{% [$said] %}",
          problem: "{% $problem %}",
        },
        TimeoutSeconds,
        Retry: [patience],
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Failed" }],
        Next: "Failed",
      }),
      Failed: failed,
    },
  });

function statesOf({ step, seconds, most }: RunbookAct, next: string): [string, State][] {
  const { name } = step;
  return [
    [
      name,
      task<StepData, string>(step, {
        with: { plan: "{% $plan %}" },
        TimeoutSeconds,
        Assign: { looks: "{% $looks + 1 %}" },
        Retry: [lasting, patience],
        Catch: [orTell],
        Next: `Is${name}Done`,
      }),
    ],
    [
      `Is${name}Done`,
      {
        Type: "Choice",
        Choices: [
          {
            Condition: "{% $states.input.done %}",
            Assign: { looks: 0, said: "{% $append($said, $states.input.text) %}" },
            Next: next,
          },
          {
            Condition: `{% $looks >= ${most} %}`,
            Assign: { problem: { error: "Runbook.NotInTime", cause: "{% $states.input.text %}" } },
            Next: "TellFailed",
          },
        ],
        Default: `WaitFor${name}`,
      },
    ],
    [`WaitFor${name}`, { Type: "Wait", Seconds: seconds, Next: name }],
  ];
}
