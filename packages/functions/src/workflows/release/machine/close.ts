import { task, taskWithToken } from "@signalbox/core/workflow/task";
import { awaitDecision } from "../steps/await-decision.ts";
import { checkScaledIn } from "../steps/check-scaled-in.ts";
import { drain } from "../steps/drain.ts";
import { markStuck } from "../steps/mark-stuck.ts";
import { report } from "../steps/report.ts";
import { resumeScaling } from "../steps/resume-scaling.ts";
import { scaleIn } from "../steps/scale-in.ts";
import { unlock } from "../steps/unlock.ts";
import { calledBack, leave, stubborn } from "./caught.ts";
import { done, release, TimeoutSeconds, wait, waitFor } from "./expressions.ts";

const unreported = "{% $outcome & '; the report could not be written: ' & $states.errorOutput.Error %}";

/** Both ends: the side that left is drained, kept after a promotion, and scaled in. */
export const closing = {
  Drain: task(drain, {
    with: { release, side: "{% $leaving %}", outcome: "{% $outcome %}", since: "{% $since %}" },
    TimeoutSeconds,
    Retry: stubborn,
    Assign: { wait: "{% $states.result.Payload.waitSeconds %}" },
    Catch: [calledBack, leave],
    Next: "Drained",
  }),
  Drained: {
    Type: "Choice",
    Choices: [
      { Condition: "{% $states.input.done and $outcome = 'promoted' %}", Next: "Hold" },
      { Condition: done, Next: "ScaleIn" },
    ],
    Default: "WaitForDrain",
  },
  WaitForDrain: { ...wait, Next: "Drain" },
  // Expiry or a promote ends the hold; an alarm or an abort still turns back at once.
  Hold: taskWithToken(awaitDecision, {
    with: { release, phase: "holding", seconds: "{% $release.policy.holdSeconds %}" },
    TimeoutSeconds: waitFor("holdSeconds"),
    Catch: [{ ErrorEquals: ["States.Timeout"], Next: "ScaleIn" }, calledBack, leave],
    Next: "ScaleIn",
  }),
  ScaleIn: task(scaleIn, {
    with: { release, side: "{% $leaving %}" },
    TimeoutSeconds,
    Assign: {
      deadline: "{% $states.result.Payload.deadline %}",
      wait: "{% $states.result.Payload.waitSeconds %}",
    },
    Retry: stubborn,
    Catch: [calledBack, leave],
    Next: "CheckScaledIn",
  }),
  CheckScaledIn: task(checkScaledIn, {
    with: { release, side: "{% $leaving %}", deadline: "{% $deadline %}" },
    TimeoutSeconds,
    Retry: stubborn,
    Catch: [leave],
    Next: "ScaledIn",
  }),
  ScaledIn: {
    Type: "Choice",
    Choices: [{ Condition: done, Next: "ResumeScaling" }],
    Default: "WaitForScaleIn",
  },
  WaitForScaleIn: { ...wait, Next: "CheckScaledIn" },
  ResumeScaling: task(resumeScaling, {
    with: { release },
    TimeoutSeconds,
    Retry: stubborn,
    Catch: [leave],
    Next: "Unlock",
  }),
  Unlock: task(unlock, {
    with: { group: "{% $release.group %}", run: "{% $release.run %}" },
    TimeoutSeconds,
    Retry: stubborn,
    Catch: [leave],
    Next: "Report",
  }),
  Report: task(report, {
    with: { release, outcome: "{% $outcome %}", problem: "{% $problem %}" },
    TimeoutSeconds,
    Retry: stubborn,
    Assign: { sentence: "{% $states.result.Payload.sentence %}" },
    // The platform is in its end state and the lock is free: no reason to call a person.
    Catch: [{ ErrorEquals: ["States.ALL"], Assign: { sentence: unreported }, Next: "Outcome" }],
    Next: "Outcome",
  }),
  Outcome: {
    Type: "Choice",
    Choices: [
      { Condition: "{% $outcome = 'promoted' %}", Next: "Promoted" },
      // What nobody foresaw keeps its own name, such as AccessDeniedException.
      { Condition: "{% $substringBefore($problem.error, '.') = 'Release' %}", Next: "RolledBack" },
    ],
    Default: "Failed",
  },
  Promoted: { Type: "Succeed", Output: { outcome: "promoted", report: "{% $sentence %}" } },
  RolledBack: { Type: "Fail", Error: "Release.RolledBack", Cause: "{% $sentence %}" },
  Failed: { Type: "Fail", Error: "{% $problem.error %}", Cause: "{% $sentence %}" },

  // Refused after the lock was taken, before anything else was done.
  GiveUp: task(unlock, {
    with: { group: "{% $order.group %}", run: "{% $order.run %}" },
    TimeoutSeconds,
    Retry: stubborn,
    // The owner of the lock is an execution that has ended: the next release sees that.
    Catch: [{ ErrorEquals: ["States.ALL"], Next: "Refused" }],
    Next: "Refused",
  }),
  Refused: { Type: "Fail", Error: "{% $problem.error %}", Cause: "{% $problem.cause %}" },

  // No safe state could be verified: the lock stays, and says why.
  MarkStuck: task(markStuck, {
    with: { release, problem: "{% $problem %}" },
    TimeoutSeconds,
    Retry: stubborn,
    Catch: [{ ErrorEquals: ["States.ALL"], Next: "NeedsAPerson" }],
    Next: "NeedsAPerson",
  }),
  NeedsAPerson: {
    Type: "Fail",
    Error: "Release.NeedsAPerson",
    Cause: "{% $problem.error & ': ' & $problem.cause %}",
  },
} as const;
