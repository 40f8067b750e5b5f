import type { Assignments } from "@signalbox/core/workflow/asl";
import { taskWithToken } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { awaitDecision } from "../steps/await-decision.ts";
import { turnBack } from "./caught.ts";
import { release } from "./expressions.ts";

/** Whether the release is one of a set; what goes back waits for nobody. */
export const ofSet = "$release.policy.othersSeconds > 0 and $not($exists($release.back))";

interface Awaiting<Next extends string, Late extends string = never> {
  readonly next: Next;
  /** Where it goes when nobody came; back, unless said. */
  readonly late?: Late;
  /** How long, where it is not the policy's own time; JSONata. */
  readonly seconds?: string;
  /** What the machine remembers of the wait. */
  readonly assign?: Assignments;
}

/** A wait that the set alone ends; when nobody comes the release turns back. */
export const awaitOthers = <const Next extends string, const Late extends string = never>(
  phase: "rehearsed" | "stopped" | "ready" | "passed",
  cause: string,
  { next, late, assign, seconds = "$release.policy.othersSeconds" }: Awaiting<Next, Late>,
) =>
  taskWithToken<typeof awaitDecision, "TurnBack" | Next | Late>(awaitDecision, {
    with: { release, phase, seconds: `{% ${seconds} %}` },
    TimeoutSeconds: `{% $max([1, ${seconds}]) %}`,
    ...(assign && { Assign: assign }),
    Catch: [
      {
        ErrorEquals: ["States.Timeout"],
        Assign: { problem: { error: "Release.OthersNotReady", cause } },
        Next: late ?? "TurnBack",
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
