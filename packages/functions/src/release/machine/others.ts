import type { Assignments } from "@signalbox/core/workflow/asl";
import { taskWithToken } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { awaitDecision } from "../steps/await-decision.ts";
import { turnBack } from "./caught.ts";
import { release, waitFor } from "./expressions.ts";

/** Whether the release is one of a set; what goes back waits for nobody. */
export const ofSet = "$release.policy.othersSeconds > 0 and $not($exists($release.back))";

interface Awaiting<Next extends string> {
  readonly next: Next;
  /** What the machine remembers of the wait. */
  readonly assign?: Assignments;
}

const awaitOthers = <const Next extends string>(
  phase: "ready" | "passed",
  cause: string,
  { next, assign }: Awaiting<Next>,
) =>
  taskWithToken<typeof awaitDecision, "TurnBack" | Next>(awaitDecision, {
    with: { release, phase, seconds: "{% $release.policy.othersSeconds %}" },
    TimeoutSeconds: waitFor("othersSeconds"),
    ...(assign && { Assign: assign }),
    Catch: [
      {
        ErrorEquals: ["States.Timeout"],
        Assign: { problem: { error: "Release.OthersNotReady", cause } },
        Next: "TurnBack",
      },
      turnBack,
    ],
    Next: next,
  });

/** Before users meet the candidate: a release of a set waits until all of the set are ready. */
export const awaitReady = <const Next extends string>(awaiting: Awaiting<Next>) =>
  awaitOthers("ready", "the others of the set were not ready in time", awaiting);

/** After the last verdict: none of a set is promoted before all have passed. */
export const awaitPassed = <const Next extends string>(awaiting: Awaiting<Next>) =>
  awaitOthers("passed", "the others of the set had not passed in time", awaiting);

/** Where a set is asked for by a state of its own. */
export const hasOthers = <const Wait extends string, const Next extends string>(wait: Wait, next: Next) =>
  whether(`{% ${ofSet} %}`, wait, next);
