import { gatesSeconds } from "@signalbox/core/release/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { problem } from "../../release/machine/caught.ts";
import { release, TimeoutSeconds } from "../../release/machine/expressions.ts";
import { runGate } from "./steps/run-gate.ts";

export const gatesMachine = machine({
  Comment: "Asks the gates of a release, one after another, and answers what they say together",
  StartAt: "TakeOver",
  TimeoutSeconds: gatesSeconds,
  States: {
    TakeOver: {
      Type: "Pass",
      Assign: { release: "{% $states.input.release %}", gate: 0, judged: [] },
      Next: "RunGate",
    },
    // Every gate is a visit of its own: one that is asked again hears the same key, and the next one another.
    RunGate: task(runGate, {
      with: { release, gate: "{% $gate %}", judged: "{% $judged %}" },
      TimeoutSeconds,
      Assign: { gate: "{% $gate + 1 %}", judged: "{% $states.result.Payload.judged %}" },
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Broken" }],
      Next: "MoreGates",
    }),
    MoreGates: whether("{% $states.input.left > 0 %}", "RunGate", "Judged"),
    Judged: {
      Type: "Succeed",
      Output: { verdict: "{% $states.input.verdict %}", sentence: "{% $states.input.sentence %}" },
    },
    Broken: { Type: "Fail", Error: "{% $problem.error %}", Cause: "{% $problem.cause %}" },
  },
});
