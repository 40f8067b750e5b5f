import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { bakeOf, baking } from "../../../release/machine/bake.ts";
import { orTurnBack } from "../../../release/machine/caught.ts";
import { done, loopOf, release, wait, waitOf } from "../../../release/machine/expressions.ts";
import { awaitPassed, hasOthers } from "../../../release/machine/others.ts";
import { checkPause } from "../steps/check-pause.ts";
import { measure } from "../steps/measure.ts";
import { observeShare } from "../steps/observe-share.ts";
import { promote } from "../steps/promote.ts";
import { shiftTraffic } from "../steps/shift-traffic.ts";
import { taskDefinitions } from "./expressions.ts";

/** Users go to the candidate, which is watched while stable still runs whole. */
export const shifting = {
  ShiftTraffic: task(shiftTraffic, {
    with: { release, taskDefinitions },
    Assign: loopOf,
    ...orTurnBack,
    Next: "CheckShifted",
  }),
  CheckShifted: task(checkPause, {
    with: { release, taskDefinitions, pause: "shifted", deadline: "{% $deadline %}" },
    Assign: {
      since: "{% $states.result.Payload.at %}",
      observeUntil: "{% $states.result.Payload.at + $release.policy.observeSeconds * 1000 %}",
    },
    ...orTurnBack,
    Next: "Shifted",
  }),
  Shifted: {
    Type: "Choice",
    Choices: [
      // Neither observed, baked nor judged: what it waits for would keep users on what a person has to leave.
      { Condition: "{% $states.input.done and $exists($release.back) %}", Next: "Promote" },
      { Condition: done, Next: "ObserveShare" },
    ],
    Default: "WaitForShift",
  },
  WaitForShift: { ...wait, Next: "CheckShifted" },
  ObserveShare: task(observeShare, {
    with: { release, from: 0, weight: 100, since: "{% $since %}", deadline: "{% $observeUntil %}" },
    Assign: bakeOf,
    ...orTurnBack,
    Next: "ShareServed",
  }),
  ShareServed: whether(done, "Bake", "WaitForShare"),
  WaitForShare: { ...wait, Next: "ObserveShare" },
  ...baking(measure, "HasOthers"),
  HasOthers: hasOthers("AwaitPassed", "Promote"),
  AwaitPassed: awaitPassed({ next: "Promote" }),
  Promote: task(promote, {
    with: { release, taskDefinitions },
    Assign: { outcome: "promoted", since: "{% $states.result.Payload.at %}", ...waitOf, problem: null },
    ...orTurnBack,
    Next: "Drain",
  }),
} as const;
