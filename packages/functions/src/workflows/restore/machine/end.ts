import { removalLooks } from "@signalbox/core/backup/restore/limits";
import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { maybe } from "../../../machine/answers.ts";
import { problem } from "../../../release/machine/caught.ts";
import { TimeoutSeconds, waitOf } from "../../../release/machine/expressions.ts";
import { removeBeside } from "../../../restore/steps/remove-beside.ts";
import { end } from "../steps/end.ts";
import { endsBy } from "./ends-by.ts";
import { beside, oneLookMore } from "./expressions.ts";

/** Whatever was restored and does not serve is removed, and looked at until it is gone. */
export const ending = {
  RemoveBeside: whether("{% $at = null %}", "EndFailed", "RemoveIt"),
  RemoveIt: task(removeBeside, {
    with: `{% $merge([{'run': $run.run, 'at': $at}, ${maybe("job")}, $run.source.kind = 'point' ? {'point': $run.source.point} : {}]) %}`,
    TimeoutSeconds,
    Assign: { ...waitOf, looks: oneLookMore },
    // The loop tries again, for hours.
    Catch: [
      {
        ErrorEquals: ["States.ALL"],
        Assign: { wait: 60, looks: oneLookMore },
        Output: { gone: false, why: problem.cause },
        Next: "IsItGone",
      },
    ],
    Next: "IsItGone",
  }),
  IsItGone: {
    Type: "Choice",
    Choices: [
      { Condition: "{% $states.input.gone %}", Next: "EndFailed" },
      {
        Condition: `{% $looks >= ${removalLooks} %}`,
        Assign: {
          problem: {
            error: "Backup.LeftBehind",
            cause: `{% ${beside} & ' is still there' & ($exists($states.input.why) ? ': ' & $states.input.why : '') & '; before that, ' & $problem.error & ': ' & $problem.cause %}`,
          },
        },
        Next: "EndFailed",
      },
    ],
    Default: "WaitForRemoval",
  },
  WaitForRemoval: { Type: "Wait", Seconds: "{% $wait %}", Next: "RemoveIt" },
  ...endsBy(end),
} as const;
