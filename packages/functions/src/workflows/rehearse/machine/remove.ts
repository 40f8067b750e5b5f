import { removalLimitMs } from "@signalbox/core/upgrade/limits";
import { task } from "@signalbox/core/workflow/task";
import { problem } from "../../../release/machine/caught.ts";
import { entered, TimeoutSeconds, wait } from "../../../release/machine/expressions.ts";
import { leftBehind, remove } from "../../../restore/machine.ts";
import { patient } from "../../../upgrade/machine.ts";
import { endMigration } from "../../../upgrade/steps/end-migration.ts";
import { forget } from "../steps/forget.ts";

/** Takes away what this rehearsal has made, or what one has left that was stopped: then that one is begun anew. */
export const removing = {
  Remove: {
    Type: "Pass",
    Assign: {
      removal: "{% $left = null ? {'run': $run.run, 'group': $run.group, 'cluster': $run.cluster} : $left %}",
      removing: `{% ${entered} %}`,
      wait: 5,
    },
    Next: "EndMigration",
  },
  // These loops try again, for hours.
  EndMigration: task(endMigration, {
    with: "{% {'run': $removal.run, 'group': $removal.group} %}",
    TimeoutSeconds,
    Catch: [{ ErrorEquals: ["States.ALL"], Output: { gone: false, why: problem.cause }, Next: "HasEnded" }],
    Next: "HasEnded",
  }),
  HasEnded: {
    Type: "Choice",
    Choices: [
      { Condition: "{% $states.input.gone %}", Next: "RemoveClone" },
      {
        Condition: `{% ${entered} - $removing > ${removalLimitMs} %}`,
        Assign: { problem: leftBehind("Upgrade.LeftBehind", "'the task that migrates'") },
        Next: "RemoveClone",
      },
    ],
    Default: "WaitForEnd",
  },
  WaitForEnd: { ...wait, Next: "EndMigration" },
  RemoveClone: remove(
    "{% {'run': $removal.run, 'at': {'kind': 'database', 'cluster': $removal.cluster}} %}",
    "IsGone",
  ),
  IsGone: {
    Type: "Choice",
    Choices: [
      { Condition: "{% $states.input.gone %}", Next: "Forget" },
      {
        Condition: `{% ${entered} - $removing > ${removalLimitMs} %}`,
        Assign: { problem: leftBehind("Upgrade.LeftBehind", "'the cluster ' & $removal.cluster") },
        Next: "Forget",
      },
    ],
    Default: "WaitForRemoval",
  },
  WaitForRemoval: { ...wait, Next: "RemoveClone" },
  Forget: task(forget, {
    with: "{% {'run': $removal.run} %}",
    TimeoutSeconds,
    Retry: patient,
    // They expire by themselves.
    Catch: [{ ErrorEquals: ["States.ALL"], Next: "WhatNext" }],
    Next: "WhatNext",
  }),
  WhatNext: {
    Type: "Choice",
    Choices: [
      {
        Condition: "{% $left != null and $problem = null %}",
        Assign: { cleared: "{% $left.run %}", left: null },
        Next: "Begin",
      },
    ],
    Default: "End",
  },
} as const;
