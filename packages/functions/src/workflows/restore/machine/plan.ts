import type { StepData } from "@signalbox/core/workflow/step";
import { task } from "@signalbox/core/workflow/task";
import { answered } from "../../../machine/answers.ts";
import { order, orEndFailed } from "./expressions.ts";

/** Whatever is to be restored is planned first, and the plan says what comes next. */
export const planBy = (plan: Pick<StepData, "name" | "input">) =>
  task(plan, {
    with: order,
    Assign: { run: answered("run"), problem: answered("problem") },
    ...orEndFailed,
    Next: "Planned",
  });

/** Before there is a run. */
export const refusedOrShown = [
  { Condition: "{% $states.input.next = 'refuse' %}", Next: "Failed" },
  { Condition: "{% $states.input.next = 'show' %}", Next: "Shown" },
] as const;

/** A dry run ends with its plan. */
export const shown = {
  Type: "Succeed",
  Output: { outcome: "planned", plan: "{% $states.input.plan %}" },
} as const;
