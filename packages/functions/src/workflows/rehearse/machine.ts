import {
  cloneLimitMs,
  migrationLimitMs,
  rehearsalSeconds,
  surveySeconds,
} from "@signalbox/core/upgrade/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { startWorkflow } from "@signalbox/core/workflow/start-workflow";
import { task } from "@signalbox/core/workflow/task";
import { answered, maybe } from "../../machine/answers.ts";
import { failed } from "../../machine/failed.ts";
import { childProblem } from "../../release/machine/broken.ts";
import { problem } from "../../release/machine/caught.ts";
import { entered, TimeoutSeconds, wait, waitOf } from "../../release/machine/expressions.ts";
import { lookAtBeside } from "../../restore/steps/look-at-beside.ts";
import { restoreBeside } from "../../restore/steps/restore-beside.ts";
import { patient } from "../../upgrade/machine.ts";
import { beginMigration } from "../../upgrade/steps/begin-migration.ts";
import { watchMigration } from "../../upgrade/steps/watch-migration.ts";
import { removing } from "./machine/remove.ts";
import { begin } from "./steps/begin.ts";
import { end } from "./steps/end.ts";
import { judge } from "./steps/judge.ts";

const at = "'at': {'kind': 'database', 'cluster': $run.cluster}";
/** Whatever happens once there may be a clone: it is removed, with all else. */
const orRemove = {
  TimeoutSeconds,
  Retry: patient,
  Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Remove" }],
} as const;
/** A survey by the workflow that alone stands beside the database. */
const survey = <const Next extends string, const Otherwise extends string>(
  which: "before" | "after",
  next: Next,
  otherwise: Otherwise,
) =>
  startWorkflow<Next | Otherwise>("survey-database", {
    name: `{% $run.run & '-${which}' %}`,
    with: { run: "{% $run.run %}", survey: which, cluster: "{% $run.cluster %}", probing: true },
    // Longer than that machine may take: AWS does not say that it stops it when a Task's time is over.
    TimeoutSeconds: surveySeconds + 300,
    Assign: { [which]: "{% $states.result.Output %}" },
    Catch: [
      {
        ErrorEquals: ["States.ALL"],
        Assign: { [otherwise === "Remove" ? "problem" : "unseen"]: childProblem },
        Next: otherwise,
      },
    ],
    Next: next,
  });

export const rehearseMachine = machine({
  Comment:
    "Migrates a clone of the database by a new image, judges what that does to the old version, and removes the clone",
  StartAt: "TakeOver",
  // Clones, migrations and removals are given up before.
  TimeoutSeconds: rehearsalSeconds,
  States: {
    TakeOver: {
      Type: "Pass",
      Assign: {
        // Of one that was stopped its group; a removal that was stopped names the rehearsal.
        request:
          "{% ($of := function($in) { $exists($in.stopped) ? $of($parse($in.stopped)) : $in }; $clears := $exists($states.input.stopped); $merge([$sift($of($states.input), function($v, $k) { $k in ($clears ? ['group'] : ['group', 'image', 'requestedBy']) }), $clears ? {'clears': true} : {}])) %}",
        run: null,
        left: null,
        cleared: null,
        removal: null,
        clonedAt: null,
        before: null,
        after: null,
        task: null,
        migratingSince: 0,
        migrated: null,
        rehearsed: null,
        unseen: null,
        problem: null,
        wait: 5,
        removing: 0,
      },
      Next: "Begin",
    },
    Begin: task(begin, {
      with: `{% $merge([$request, ${maybe("cleared")}]) %}`,
      TimeoutSeconds,
      Assign: { run: answered("run"), left: answered("left") },
      Retry: patient,
      Catch: [
        {
          ErrorEquals: ["Upgrade.AlreadyRehearsing", "Upgrade.UnknownGroup"],
          Assign: { problem },
          Next: "Failed",
        },
        { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "End" },
      ],
      Next: "IsClear",
    }),
    IsClear: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $left != null %}", Next: "Remove" },
        { Condition: "{% $run = null %}", Next: "End" },
      ],
      Default: "Clone",
    },
    Clone: task(restoreBeside, {
      with: { run: "{% $run.run %}", target: "database", source: { kind: "clone" }, attempt: 1 },
      ...orRemove,
      Next: "WaitForClone",
    }),
    WaitForClone: { ...wait, Next: "LookAtClone" },
    LookAtClone: task(lookAtBeside, {
      with: `{% {'run': $run.run, 'target': 'database', ${at}} %}`,
      Assign: { ...waitOf, problem: answered("problem") },
      ...orRemove,
      Next: "IsCloned",
    }),
    IsCloned: {
      Type: "Choice",
      Choices: [
        {
          Condition: "{% $problem != null %}",
          Assign: { problem: { error: "Upgrade.NotCloned", cause: "{% $problem.cause %}" } },
          Next: "Remove",
        },
        {
          Condition: "{% $states.input.ready %}",
          Assign: { clonedAt: `{% ${entered} %}`, wait: 5 },
          Next: "SurveyBefore",
        },
        {
          Condition: `{% ${entered} - $run.startedAt > ${cloneLimitMs} %}`,
          Assign: {
            problem: {
              error: "Upgrade.NotCloned",
              cause: "{% $run.cluster & ' could not be logged in to after two hours' %}",
            },
          },
          Next: "Remove",
        },
      ],
      Default: "WaitForClone",
    },
    SurveyBefore: survey("before", "BeginMigration", "Remove"),
    BeginMigration: task(beginMigration, {
      with: {
        run: "{% $run.run %}",
        group: "{% $run.group %}",
        image: "{% $run.image %}",
        taskDefinition: "{% $run.taskDefinition %}",
        host: "{% $before.host %}",
      },
      Assign: { task: "{% $states.result.Payload.task %}", migratingSince: `{% ${entered} %}` },
      ...orRemove,
      Next: "WaitForMigration",
    }),
    WaitForMigration: { ...wait, Next: "WatchMigration" },
    WatchMigration: task(watchMigration, {
      with: { task: "{% $task %}" },
      Assign: waitOf,
      ...orRemove,
      Next: "HasMigrated",
    }),
    HasMigrated: {
      Type: "Choice",
      Choices: [
        {
          Condition: "{% $states.input.ended and $states.input.migration.ended = 'done' %}",
          Assign: { migrated: "{% $states.input %}" },
          Next: "SurveyAfter",
        },
        {
          Condition: "{% $states.input.ended %}",
          Assign: { migrated: "{% $states.input %}" },
          Next: "Judge",
        },
        {
          Condition: `{% ${entered} - $migratingSince > ${migrationLimitMs} %}`,
          Assign: {
            migrated: {
              migration: {
                ended: "killed",
                seconds: `{% $floor((${entered} - $migratingSince) / 1000) %}`,
                log: "The rehearsal ended it: it may take six hours.",
              },
              revisions: [],
            },
          },
          Next: "Judge",
        },
      ],
      Default: "WaitForMigration",
    },
    SurveyAfter: survey("after", "Judge", "Judge"),
    Judge: task(judge, {
      with: `{% $merge([{'run': $run, 'clonedAt': $clonedAt, 'migratingSince': $migratingSince, 'before': $before, 'migration': $migrated.migration, 'revisions': $migrated.revisions}, ${maybe("after")}, ${maybe("unseen")}]) %}`,
      Assign: { rehearsed: "{% $states.result.Payload %}" },
      ...orRemove,
      Next: "Remove",
    }),
    ...removing,
    End: task(end, {
      with: `{% $merge([{'request': $request}, ${maybe("run")}, ${maybe("rehearsed")}, ${maybe("problem")}]) %}`,
      TimeoutSeconds,
      Retry: patient,
      // The lease goes with the execution: whoever comes next sees that its owner has ended.
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "HowItEnded" }],
      Next: "HowItEnded",
    }),
    HowItEnded: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $rehearsed != null %}", Next: "Rehearsed" },
        { Condition: "{% $problem = null %}", Next: "Cleared" },
      ],
      Default: "Failed",
    },
    Cleared: { Type: "Succeed", Output: "{% $request %}" },
    Rehearsed: { Type: "Succeed", Output: "{% $rehearsed %}" },
    Failed: failed,
  },
});
