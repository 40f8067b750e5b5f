import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { bakeOf, baking } from "../../../release/machine/bake.ts";
import { orTurnBack } from "../../../release/machine/caught.ts";
import { done, loopOf, release, wait, waitOf, weight } from "../../../release/machine/expressions.ts";
import { askingAboutGates, gated, gating } from "../../../release/machine/gates.ts";
import { awaitPassed, awaitReady, ofSet } from "../../../release/machine/others.ts";
import { measure } from "../steps/measure.ts";
import { observeShare } from "../steps/observe-share.ts";
import { openPreview } from "../steps/open-preview.ts";
import { promote } from "../steps/promote.ts";
import { scaleCandidate } from "../steps/scale-candidate.ts";
import { shiftTraffic } from "../steps/shift-traffic.ts";
import { stickUsers } from "../steps/stick-users.ts";
import { readBack } from "./read-back.ts";
import { suspending } from "./suspend.ts";
import { checkingTargets } from "./targets.ts";

/** The candidate is started and gets the traffic weight by weight; whatever goes wrong turns back. */
export const ladder = {
  ...suspending("ScaleCandidate"),

  // Once for each weight of the ladder.
  ScaleCandidate: task(scaleCandidate, {
    with: { release, weight, taskDefinitions: "{% $taskDefinitions %}" },
    Assign: { capacities: "{% $states.result.Payload.capacities %}", ...loopOf },
    ...orTurnBack,
    Next: "CheckTargets",
  }),
  ...checkingTargets([
    { Condition: "{% $states.input.done and $level = 0 and $not($gatesAsked) %}", Next: "OpenPreview" },
    { Condition: `{% $states.input.done and $not($othersReady) and ${ofSet} %}`, Next: "AwaitReady" },
    { Condition: done, Next: "ShiftTraffic" },
  ]),
  // Before the gates: whom they ask can try the candidate out.
  OpenPreview: task(openPreview, { with: { release }, ...orTurnBack, Next: "Gated" }),
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
    Assign: { since: "{% $states.result.Payload.at %}", ...loopOf },
    ...orTurnBack,
    Next: "ReadBackWeights",
  }),
  ReadBackWeights: readBack(weight, "IsWayBack"),
  // A way back is neither observed, baked nor judged: what it waits for would keep users on what a person has to leave.
  IsWayBack: whether("{% $exists($release.back) %}", "NextWeight", "ObserveShare"),
  ObserveShare: task(observeShare, {
    with: { release, from: "{% $from %}", weight, since: "{% $since %}", deadline: "{% $deadline %}" },
    Assign: bakeOf,
    ...orTurnBack,
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
  StickUsers: task(stickUsers, { with: { release, weight }, ...orTurnBack, Next: "Bake" }),
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
    Assign: {
      outcome: "promoted",
      leaving: "{% $release.stable %}",
      since: "{% $states.result.Payload.at %}",
      ...waitOf,
      problem: null,
    },
    ...orTurnBack,
    Next: "Drain",
  }),
} as const;
