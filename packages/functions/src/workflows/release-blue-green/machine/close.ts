import { task, taskWithToken } from "@signalbox/core/workflow/task";
import { calledBack, leave, stubborn, stubbornWait } from "../../../release/machine/caught.ts";
import { done, release, TimeoutSeconds, wait, waitFor } from "../../../release/machine/expressions.ts";
import { awaitDecision } from "../../../release/steps/await-decision.ts";
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
    Assign: { wait: "{% $states.result.Payload.waitSeconds %}" },
    Catch: [calledOrTakenBack, leave],
    Next: "Drained",
  }),
  Drained: { Type: "Choice", Choices: [{ Condition: done, Next: "Hold" }], Default: "WaitForDrain" },
  WaitForDrain: { ...wait, Next: "Drain" },
  // Expiry or a promote ends the hold; an alarm or an abort still turns back at once.
  Hold: taskWithToken(awaitDecision, {
    with: { release, phase: "holding", seconds: "{% $release.policy.holdSeconds %}" },
    TimeoutSeconds: waitFor("holdSeconds"),
    Retry: stubbornWait,
    Catch: [{ ErrorEquals: ["States.Timeout"], Next: "CleanUp" }, calledBack, leave],
    Next: "CleanUp",
  }),
  CleanUp: task(cleanUp, {
    with: { release, taskDefinitions },
    TimeoutSeconds,
    Assign: {
      deadline: "{% $states.result.Payload.deadline %}",
      wait: "{% $states.result.Payload.waitSeconds %}",
    },
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
  CleanedUp: { Type: "Choice", Choices: [{ Condition: done, Next: "HandBack" }], Default: "WaitForCleanUp" },
  WaitForCleanUp: { ...wait, Next: "CheckCleanedUp" },
} as const;
