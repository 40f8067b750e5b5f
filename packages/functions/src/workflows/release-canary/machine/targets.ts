import type { ChoiceRule } from "@signalbox/core/workflow/asl";
import { task } from "@signalbox/core/workflow/task";
import { orTurnBack } from "../../../release/machine/caught.ts";
import { release, wait } from "../../../release/machine/expressions.ts";
import { checkTargets } from "../steps/check-targets.ts";

/** Looks at the candidate's targets until one of the rules holds. Wants `$capacities`, `$deadline` and `$wait`. */
export const checkingTargets = <const Next extends string>(healthy: readonly ChoiceRule<Next>[]) =>
  ({
    CheckTargets: task(checkTargets, {
      with: { release, capacities: "{% $capacities %}", deadline: "{% $deadline %}" },
      ...orTurnBack,
      Next: "TargetsHealthy",
    }),
    TargetsHealthy: { Type: "Choice", Choices: healthy, Default: "WaitForTargets" },
    WaitForTargets: { ...wait, Next: "CheckTargets" },
  }) as const;
