import { task, taskWithToken } from "@signalbox/core/workflow/task";
import { leave, orLeave, problem, stubbornWait } from "../../../release/machine/caught.ts";
import { release, waitFor } from "../../../release/machine/expressions.ts";
import { awaitDecision } from "../../../release/steps/await-decision.ts";
import { resumeScaling } from "../../release-canary/steps/resume-scaling.ts";

/** Both ends. The old version has stopped long ago. */
export const closing = {
  // A person may still want the snapshot back. An alarm does not: what users wrote since would be lost by it.
  Hold: taskWithToken(awaitDecision, {
    with: { release, phase: "holding", seconds: "{% $release.policy.holdSeconds %}" },
    TimeoutSeconds: waitFor("holdSeconds"),
    Retry: stubbornWait,
    Catch: [
      { ErrorEquals: ["States.Timeout", "Release.AlarmRaised"], Next: "ResumeScaling" },
      { ErrorEquals: ["Release.Aborted"], Assign: { problem }, Next: "TurnBack" },
      leave,
    ],
    Next: "ResumeScaling",
  }),
  ResumeScaling: task(resumeScaling, { with: { release }, ...orLeave, Next: "HandBack" }),
} as const;
