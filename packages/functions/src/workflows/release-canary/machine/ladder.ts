import { task } from "@signalbox/core/workflow/task";
import { bakeOf, baking } from "../../../release/machine/bake.ts";
import { turnBack } from "../../../release/machine/caught.ts";
import { refuse } from "../../../release/machine/child.ts";
import { done, release, TimeoutSeconds, wait, weight } from "../../../release/machine/expressions.ts";
import { askingAboutGates, gated, gating } from "../../../release/machine/gates.ts";
import { awaitPassed, awaitReady, ofSet } from "../../../release/machine/others.ts";
import { registerCandidate } from "../../../release/steps/register-candidate.ts";
import { checkTargets } from "../steps/check-targets.ts";
import { measure } from "../steps/measure.ts";
import { observeShare } from "../steps/observe-share.ts";
import { openPreview } from "../steps/open-preview.ts";
import { promote } from "../steps/promote.ts";
import { readBackWeights } from "../steps/read-back-weights.ts";
import { scaleCandidate } from "../steps/scale-candidate.ts";
import { shiftTraffic } from "../steps/shift-traffic.ts";
import { stickUsers } from "../steps/stick-users.ts";
import { suspendScaling } from "../steps/suspend-scaling.ts";

/** The candidate is started and gets the traffic weight by weight; whatever goes wrong turns back. */
export const ladder = {
  // From here on whatever goes wrong turns back.
  SuspendScaling: task(suspendScaling, {
    with: { release },
    TimeoutSeconds,
    Catch: [refuse, turnBack],
    Next: "RegisterCandidate",
  }),
  RegisterCandidate: task(registerCandidate, {
    with: { release },
    TimeoutSeconds,
    Assign: { taskDefinitions: "{% $states.result.Payload.taskDefinitions %}" },
    Catch: [turnBack],
    Next: "ScaleCandidate",
  }),

  // Once for each weight of the ladder.
  ScaleCandidate: task(scaleCandidate, {
    with: { release, weight, taskDefinitions: "{% $taskDefinitions %}" },
    TimeoutSeconds,
    Assign: {
      capacities: "{% $states.result.Payload.capacities %}",
      deadline: "{% $states.result.Payload.deadline %}",
      wait: "{% $states.result.Payload.waitSeconds %}",
    },
    Catch: [turnBack],
    Next: "CheckTargets",
  }),
  CheckTargets: task(checkTargets, {
    with: { release, capacities: "{% $capacities %}", deadline: "{% $deadline %}" },
    TimeoutSeconds,
    Catch: [turnBack],
    Next: "TargetsHealthy",
  }),
  TargetsHealthy: {
    Type: "Choice",
    Choices: [
      { Condition: "{% $states.input.done and $level = 0 and $not($gatesAsked) %}", Next: "OpenPreview" },
      { Condition: `{% $states.input.done and $not($othersReady) and ${ofSet} %}`, Next: "AwaitReady" },
      { Condition: done, Next: "ShiftTraffic" },
    ],
    Default: "WaitForTargets",
  },
  WaitForTargets: { ...wait, Next: "CheckTargets" },
  // Before the gates: whom they ask can try the candidate out.
  OpenPreview: task(openPreview, {
    with: { release },
    TimeoutSeconds,
    Catch: [turnBack],
    Next: "Gated",
  }),
  Gated: {
    Type: "Choice",
    Choices: [
      { Condition: `{% ${gated} %}`, Assign: { gatesAsked: true }, Next: "RunGates" },
      { Condition: `{% ${ofSet} %}`, Next: "AwaitReady" },
    ],
    Default: "ShiftTraffic",
  },
  // Before the first weight: users have not met the candidate yet. It may have died while a person was asked, so that its
  // targets are looked at once more.
  ...gating({ next: "ScaleCandidate", ask: "AskAboutGates" }),
  ...askingAboutGates("ScaleCandidate"),
  // That wait may be long, too.
  AwaitReady: awaitReady({ next: "ScaleCandidate", assign: { gatesAsked: true, othersReady: true } }),
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
    Next: "IsWayBack",
  }),
  // A way back is neither observed, baked nor judged: what it waits for would keep users on what a person has to leave.
  IsWayBack: {
    Type: "Choice",
    Choices: [{ Condition: "{% $exists($release.back) %}", Next: "NextWeight" }],
    Default: "ObserveShare",
  },
  ObserveShare: task(observeShare, {
    with: { release, from: "{% $from %}", weight, since: "{% $since %}", deadline: "{% $deadline %}" },
    TimeoutSeconds,
    Assign: bakeOf,
    Catch: [turnBack],
    Next: "ShareServed",
  }),
  ShareServed: {
    Type: "Choice",
    Choices: [
      {
        Condition:
          "{% $states.input.done and $release.policy.stickySeconds > 0 and $release.policy.ladder[$level] < 100 %}",
        Next: "StickUsers",
      },
      { Condition: done, Next: "Bake" },
    ],
    Default: "WaitForShare",
  },
  WaitForShare: { ...wait, Next: "ObserveShare" },
  StickUsers: task(stickUsers, {
    with: { release, weight },
    TimeoutSeconds,
    Catch: [turnBack],
    Next: "Bake",
  }),
  ...baking(measure, "NextWeight"),
  NextWeight: {
    Type: "Choice",
    Choices: [
      {
        Condition: "{% $level + 1 < $count($release.policy.ladder) %}",
        Assign: { level: "{% $level + 1 %}", from: weight, extension: 0 },
        Next: "ScaleCandidate",
      },
      { Condition: `{% ${ofSet} %}`, Next: "AwaitPassed" },
    ],
    Default: "Promote",
  },
  AwaitPassed: awaitPassed({ next: "Promote" }),
  Promote: task(promote, {
    with: { release, taskDefinitions: "{% $taskDefinitions %}" },
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
} as const;
