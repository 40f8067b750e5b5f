import type { StepData } from "@signalbox/core/workflow/step";
import { task } from "@signalbox/core/workflow/task";
import type { z } from "zod";
import { endFailed } from "../../../backup/machine.ts";
import { problem } from "../../../release/machine/caught.ts";
import { TimeoutSeconds } from "../../../release/machine/expressions.ts";
import { order, patient } from "./expressions.ts";

/** The step that writes down how a restore ended, of whatever it restores. */
interface EndStep {
  readonly name: string;
  readonly input: StepData["input"] &
    z.ZodType<
      unknown,
      { order: object; outcome: "restored" | "gone-back" | "failed"; problem?: object | undefined }
    >;
}

const ended = {
  TimeoutSeconds,
  Retry: patient,
  Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Failed" }],
  Next: "Ended",
} as const;

/** The ends of a restore: it stands, a person went back, or it failed. */
export const endsBy = (end: EndStep) =>
  ({
    End: task(end, { with: { order, outcome: "restored" }, ...ended }),
    EndGoneBack: task(end, { with: { order, outcome: "gone-back" }, ...ended }),
    Ended: { Type: "Succeed", Output: { outcome: "{% $states.input.outcome %}" } },
    EndFailed: task(end, {
      with: { order, outcome: "failed", problem: "{% $problem %}" },
      ...endFailed,
      Retry: patient,
    }),
  }) as const;
