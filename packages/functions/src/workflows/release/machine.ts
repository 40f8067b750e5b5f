import { machineSeconds } from "@signalbox/core/release/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { task, taskWithToken } from "@signalbox/core/workflow/task";
import { calledBack, giveUp, leave, problem, stepSeconds, stubborn, turnBack } from "./caught.ts";
import { awaitDecision } from "./steps/await-decision.ts";
import { checkDrift } from "./steps/check-drift.ts";
import { checkScaledIn } from "./steps/check-scaled-in.ts";
import { checkTargets } from "./steps/check-targets.ts";
import { drain } from "./steps/drain.ts";
import { markStuck } from "./steps/mark-stuck.ts";
import { measure } from "./steps/measure.ts";
import { observeShare } from "./steps/observe-share.ts";
import { promote } from "./steps/promote.ts";
import { readBackWeights } from "./steps/read-back-weights.ts";
import { recordState } from "./steps/record-state.ts";
import { registerCandidate } from "./steps/register-candidate.ts";
import { report } from "./steps/report.ts";
import { resumeScaling } from "./steps/resume-scaling.ts";
import { rollBack } from "./steps/roll-back.ts";
import { scaleCandidate } from "./steps/scale-candidate.ts";
import { scaleIn } from "./steps/scale-in.ts";
import { shiftTraffic } from "./steps/shift-traffic.ts";
import { suspendScaling } from "./steps/suspend-scaling.ts";
import { takeLock } from "./steps/take-lock.ts";
import { unlock } from "./steps/unlock.ts";
import { validate } from "./steps/validate.ts";

const release = "{% $release %}";
/** The weight in question, and the one before it. */
const weight = "{% $release.policy.ladder[$level] %}";
const TimeoutSeconds = stepSeconds;
const wait = { Type: "Wait", Seconds: "{% $wait %}" } as const;
const done = "{% $states.input.done %}";

/** A token wait of a time of the policy; Step Functions takes no time-out of 0. */
const waitFor = (name: "bakeSeconds" | "personSeconds" | "holdSeconds") =>
  `{% $max([1, $release.policy.${name}]) %}` as const;

export const releaseMachine = machine({
  Comment: "Canary release between two ECS services behind one listener rule",
  StartAt: "Validate",
  TimeoutSeconds: machineSeconds,
  States: {
    // Refused here: nothing was done.
    Validate: task(validate, {
      with: { request: "{% $states.input %}" },
      TimeoutSeconds,
      Assign: { order: "{% $states.result.Payload.order %}" },
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Refused" }],
      Next: "TakeLock",
    }),
    TakeLock: task(takeLock, {
      with: { order: "{% $order %}" },
      TimeoutSeconds,
      Assign: { epoch: "{% $states.result.Payload.epoch %}" },
      Catch: [giveUp],
      Next: "RecordState",
    }),
    RecordState: task(recordState, {
      with: { order: "{% $order %}", epoch: "{% $epoch %}" },
      TimeoutSeconds,
      Assign: { release: "{% $states.result.Payload.release %}", level: 0, from: 0, extension: 0 },
      Catch: [giveUp],
      Next: "CheckDrift",
    }),
    CheckDrift: task(checkDrift, {
      with: { release },
      TimeoutSeconds,
      Catch: [giveUp],
      Next: "SuspendScaling",
    }),

    // From here on whatever goes wrong turns back.
    SuspendScaling: task(suspendScaling, {
      with: { release },
      TimeoutSeconds,
      Catch: [turnBack],
      Next: "RegisterCandidate",
    }),
    RegisterCandidate: task(registerCandidate, {
      with: { release },
      TimeoutSeconds,
      Assign: { taskDefinition: "{% $states.result.Payload.taskDefinition %}" },
      Catch: [turnBack],
      Next: "ScaleCandidate",
    }),

    // Once for each weight of the ladder.
    ScaleCandidate: task(scaleCandidate, {
      with: { release, weight, taskDefinition: "{% $taskDefinition %}" },
      TimeoutSeconds,
      Assign: {
        capacity: "{% $states.result.Payload.capacity %}",
        deadline: "{% $states.result.Payload.deadline %}",
        wait: "{% $states.result.Payload.waitSeconds %}",
      },
      Catch: [turnBack],
      Next: "CheckTargets",
    }),
    CheckTargets: task(checkTargets, {
      with: { release, capacity: "{% $capacity %}", deadline: "{% $deadline %}" },
      TimeoutSeconds,
      Catch: [turnBack],
      Next: "TargetsHealthy",
    }),
    TargetsHealthy: {
      Type: "Choice",
      Choices: [{ Condition: done, Next: "ShiftTraffic" }],
      Default: "WaitForTargets",
    },
    WaitForTargets: { ...wait, Next: "CheckTargets" },
    ShiftTraffic: task(shiftTraffic, {
      with: { release, from: "{% $from %}", weight },
      TimeoutSeconds,
      Assign: {
        since: "{% $states.result.Payload.at %}",
        deadline: "{% $states.result.Payload.deadline %}",
        wait: "{% $states.result.Payload.waitSeconds %}",
      },
      Catch: [turnBack],
      Next: "ReadBackWeights",
    }),
    ReadBackWeights: task(readBackWeights, {
      with: { release, weight },
      TimeoutSeconds,
      Retry: [
        { ErrorEquals: ["Release.WeightsNotApplied"], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 },
      ],
      Catch: [turnBack],
      Next: "ObserveShare",
    }),
    ObserveShare: task(observeShare, {
      with: { release, from: "{% $from %}", weight, since: "{% $since %}", deadline: "{% $deadline %}" },
      TimeoutSeconds,
      Catch: [turnBack],
      Next: "ShareServed",
    }),
    ShareServed: { Type: "Choice", Choices: [{ Condition: done, Next: "Bake" }], Default: "WaitForShare" },
    WaitForShare: { ...wait, Next: "ObserveShare" },
    // Expiry means that the bake is over; an alarm or an abort fails the token, a promote answers it.
    Bake: taskWithToken(awaitDecision, {
      with: { release, phase: "baking", seconds: "{% $release.policy.bakeSeconds %}" },
      TimeoutSeconds: waitFor("bakeSeconds"),
      Catch: [{ ErrorEquals: ["States.Timeout"], Next: "Measure" }, turnBack],
      Next: "NextWeight",
    }),
    Measure: task(measure, {
      with: { release, weight, since: "{% $since %}" },
      TimeoutSeconds,
      Catch: [turnBack],
      Next: "Judge",
    }),
    Judge: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $states.input.verdict = 'pass' %}", Next: "NextWeight" },
        {
          Condition: "{% $states.input.verdict = 'fail' %}",
          Assign: { problem: { error: "Release.AnalysisFailed", cause: "{% $states.input.sentence %}" } },
          Next: "TurnBack",
        },
        {
          Condition: "{% $extension < $release.policy.extensions %}",
          Assign: { extension: "{% $extension + 1 %}" },
          Next: "Bake",
        },
      ],
      Default: "AskPerson",
    },
    AskPerson: taskWithToken(awaitDecision, {
      with: { release, phase: "waiting-for-person", seconds: "{% $release.policy.personSeconds %}" },
      TimeoutSeconds: waitFor("personSeconds"),
      Catch: [
        {
          ErrorEquals: ["States.Timeout"],
          Assign: {
            problem: {
              error: "Release.NobodyDecided",
              cause: "the evidence stayed inconclusive and nobody decided",
            },
          },
          Next: "TurnBack",
        },
        turnBack,
      ],
      Next: "NextWeight",
    }),
    NextWeight: {
      Type: "Choice",
      Choices: [
        {
          Condition: "{% $level + 1 < $count($release.policy.ladder) %}",
          Assign: { level: "{% $level + 1 %}", from: weight, extension: 0 },
          Next: "ScaleCandidate",
        },
      ],
      Default: "Promote",
    },
    Promote: task(promote, {
      with: { release, taskDefinition: "{% $taskDefinition %}" },
      TimeoutSeconds,
      Assign: {
        outcome: "promoted",
        leaving: "{% $release.stable %}",
        since: "{% $states.result.Payload.at %}",
        wait: "{% $states.result.Payload.waitSeconds %}",
        problem: null,
      },
      Catch: [turnBack],
      Next: "Drain",
    }),

    // The way back; it ends in the same closing states.
    TurnBack: {
      Type: "Pass",
      Assign: {
        outcome: "rolled-back",
        leaving: "{% $release.candidate %}",
        turnedBackAt: "{% $states.context.State.EnteredTime %}",
      },
      Next: "RollBack",
    },
    RollBack: task(rollBack, {
      with: { release, problem: "{% $problem %}", since: "{% $turnedBackAt %}" },
      TimeoutSeconds,
      Assign: { since: "{% $states.result.Payload.at %}", wait: "{% $states.result.Payload.waitSeconds %}" },
      Retry: stubborn,
      Catch: [leave],
      Next: "StableServes",
    }),
    StableServes: {
      Type: "Choice",
      Choices: [{ Condition: done, Next: "ReadBackStable" }],
      Default: "WaitForStable",
    },
    WaitForStable: { ...wait, Next: "RollBack" },
    ReadBackStable: task(readBackWeights, {
      with: { release, weight: 0 },
      TimeoutSeconds,
      Retry: stubborn,
      Catch: [leave],
      Next: "Drain",
    }),

    // Both ends: the side that left is drained, kept after a promotion, and scaled in.
    Drain: task(drain, {
      with: { release, side: "{% $leaving %}", outcome: "{% $outcome %}", since: "{% $since %}" },
      TimeoutSeconds,
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
      Catch: [leave],
      Next: "CheckScaledIn",
    }),
    CheckScaledIn: task(checkScaledIn, {
      with: { release, side: "{% $leaving %}", deadline: "{% $deadline %}" },
      TimeoutSeconds,
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
      Catch: [leave],
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
  },
});
