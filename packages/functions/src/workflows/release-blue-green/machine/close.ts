import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { calledBack, leave, stubborn } from "../../../release/machine/caught.ts";
import { done, loopOf, release, TimeoutSeconds, wait, waitOf } from "../../../release/machine/expressions.ts";
import { hold } from "../../../release/machine/hold.ts";
import { checkCleanedUp } from "../steps/check-cleaned-up.ts";
import { cleanUp } from "../steps/clean-up.ts";
import { drain } from "../steps/drain.ts";
import { taskDefinitions } from "./expressions.ts";

/** Beside a person and an alarm, ECS itself may have turned a service back; then the others of the group follow. */
const calledOrTakenBack = {
  ...calledBack,
  ErrorEquals: [...calledBack.ErrorEquals, "Release.DeploymentFailed"],
} as const;

/** After a promotion the old side is drained and kept, by the pause that ECS still is in, and then ended. */
export const closing = {
  Drain: task(drain, {
    with: { release, side: "{% $release.stable %}", outcome: "promoted", since: "{% $since %}" },
    TimeoutSeconds,
    Retry: stubborn,
    Assign: waitOf,
    Catch: [calledOrTakenBack, leave],
    Next: "Drained",
  }),
  Drained: whether(done, "Hold", "WaitForDrain"),
  WaitForDrain: { ...wait, Next: "Drain" },
  Hold: hold("CleanUp"),
  CleanUp: task(cleanUp, {
    with: { release, taskDefinitions },
    TimeoutSeconds,
    Assign: loopOf,
    Retry: stubborn,
    Catch: [calledOrTakenBack, leave],
    Next: "CheckCleanedUp",
  }),
  CheckCleanedUp: task(checkCleanedUp, {
    with: { release, taskDefinitions, deadline: "{% $deadline %}" },
    TimeoutSeconds,
    Retry: stubborn,
    Catch: [calledOrTakenBack, leave],
    Next: "CleanedUp",
  }),
  CleanedUp: whether(done, "HandBack", "WaitForCleanUp"),
  WaitForCleanUp: { ...wait, Next: "CheckCleanedUp" },
} as const;
