import { slicePauseSeconds } from "@signalbox/core/release/slices";
import { task } from "@signalbox/core/workflow/task";
import { calledBack, leave, orLeave, stubborn } from "../../../release/machine/caught.ts";
import { done, loopOf, release, TimeoutSeconds, wait, waitOf } from "../../../release/machine/expressions.ts";
import { hold } from "../../../release/machine/hold.ts";
import { checkScaledIn } from "../steps/check-scaled-in.ts";
import { drain } from "../steps/drain.ts";
import { resumeScaling } from "../steps/resume-scaling.ts";
import { scaleIn } from "../steps/scale-in.ts";

/** Both ends: the side that left is drained, kept after a promotion, and scaled in. */
export const closing = {
  Drain: task(drain, {
    with: { release, side: "{% $leaving %}", outcome: "{% $outcome %}", since: "{% $since %}" },
    TimeoutSeconds,
    Retry: stubborn,
    Assign: waitOf,
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
  Hold: hold("ScaleIn"),
  ScaleIn: task(scaleIn, {
    with: { release, side: "{% $leaving %}", slicing: "{% $slicing %}" },
    TimeoutSeconds,
    Assign: {
      ...loopOf,
      slicing: "{% $states.result.Payload.slicing %}",
      more: "{% $states.result.Payload.more %}",
    },
    Retry: stubborn,
    Catch: [calledBack, leave],
    Next: "CheckScaledIn",
  }),
  CheckScaledIn: task(checkScaledIn, {
    with: { release, side: "{% $leaving %}", deadline: "{% $deadline %}" },
    ...orLeave,
    Next: "ScaledIn",
  }),
  ScaledIn: {
    Type: "Choice",
    Choices: [
      { Condition: "{% $more %}", Next: "WaitForSlice" },
      { Condition: done, Next: "ResumeScaling" },
    ],
    Default: "WaitForScaleIn",
  },
  // Whoever was on the slice's tasks comes back before the next one is taken.
  WaitForSlice: { Type: "Wait", Seconds: slicePauseSeconds, Next: "ScaleIn" },
  WaitForScaleIn: { ...wait, Next: "CheckScaledIn" },
  ResumeScaling: task(resumeScaling, { with: { release }, ...orLeave, Next: "HandBack" }),
} as const;
