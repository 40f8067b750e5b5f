import type { State } from "@signalbox/core/workflow/asl";
import { patience } from "@signalbox/core/workflow/patience";
import { task } from "@signalbox/core/workflow/task";
import { maybe } from "../../machine/answers.ts";
import { failed, unwritten } from "../../machine/failed.ts";
import { TimeoutSeconds } from "../../release/machine/expressions.ts";
import { report } from "../steps/report.ts";
import { lasting, lostRight } from "./acts.ts";

const told = (outcome: "completed" | "halted" | "refused", Next: string): State =>
  task<typeof report, string>(report, {
    with: `{% $merge([{'run': $run, 'outcome': '${outcome}', 'choices': $choices}, ${maybe("problem")}]) %}`,
    TimeoutSeconds,
    Retry: [lasting, patience],
    Catch: outcome === "completed" ? [lostRight, unwritten] : [unwritten],
    Next,
  });

/** Every end tells: users are served here; or nothing more is done, with at most one region that may write. */
export const ending: Record<string, State> = {
  Report: told("completed", "Completed"),
  ReportHalted: told("halted", "Failed"),
  ReportRefused: told("refused", "Failed"),
  Completed: { Type: "Succeed" },
  Failed: failed,
};
