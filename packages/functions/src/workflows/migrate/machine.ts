import { surveySeconds } from "@signalbox/core/upgrade/limits";
import { migrateSeconds } from "@signalbox/core/upgrade/migrate-request";
import type { Retrier } from "@signalbox/core/workflow/asl";
import { machine } from "@signalbox/core/workflow/machine";
import { patience } from "@signalbox/core/workflow/patience";
import { startWorkflow } from "@signalbox/core/workflow/start-workflow";
import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { answered } from "../../machine/answers.ts";
import { childProblem } from "../../release/machine/broken.ts";
import { problem } from "../../release/machine/caught.ts";
import { release, TimeoutSeconds, waitOf } from "../../release/machine/expressions.ts";
import { beginMigration } from "../../upgrade/steps/begin-migration.ts";
import { endMigration } from "../../upgrade/steps/end-migration.ts";
import { watchMigration } from "../../upgrade/steps/watch-migration.ts";
import { compareWithRehearsal } from "./steps/compare-with-rehearsal.ts";
import { findDatabase } from "./steps/find-database.ts";

const patient: readonly Retrier[] = [
  { ErrorEquals: ["Release.LockLost", "Upgrade.MigratorNotStarted", "Upgrade.UnknownGroup"], MaxAttempts: 0 },
  patience,
];
/** Another name than the rehearsal had: by it ECS tells their tasks apart. */
const migrator = "{% $release.run & '-live' %}";
const orEnd = {
  TimeoutSeconds,
  Retry: patient,
  Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "EndMigration" }],
} as const;
/** By the workflow that alone stands beside the database; names of executions have 80 characters, of which a release may use 73. */
const survey = <const Next extends string, const Broken extends string>(
  which: "before" | "after",
  next: Next,
  otherwise: Broken,
) =>
  startWorkflow<Next | Broken>("survey-database", {
    name: `{% $release.run & ${which === "before" ? "'-was'" : "($look ? '-seen' : '-is')"} %}`,
    with: { run: migrator, survey: which, cluster: "{% $cluster %}", probing: false },
    // Longer than that machine may take: AWS does not say that it stops it when a Task's time is over.
    TimeoutSeconds: surveySeconds + 300,
    Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem: childProblem }, Next: otherwise }],
    Next: next,
  });
/** How often a task that was told to stop is looked at, every five seconds: containers have two minutes for it. */
const mostLooks = 60;

export const migrateMachine = machine({
  Comment: "Migrates the database that serves and holds it against the rehearsal",
  StartAt: "TakeOver",
  TimeoutSeconds: migrateSeconds,
  States: {
    TakeOver: {
      Type: "Pass",
      Assign: {
        release: "{% $states.input.release %}",
        quiet: "{% $states.input.quiet %}",
        migration: null,
        problem: null,
        looks: 0,
        look: "{% $exists($states.input.look) and $states.input.look %}",
        bound:
          "{% $toMillis($states.context.Execution.StartTime) + $states.input.release.upgrade.boundSeconds * 1000 %}",
      },
      Next: "FindDatabase",
    },
    FindDatabase: task(findDatabase, {
      with: { release, look: "{% $look %}" },
      TimeoutSeconds,
      Assign: { cluster: "{% $states.result.Payload.cluster %}" },
      Retry: patient,
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "NotBegun" }],
      Next: "IsLook",
    }),
    IsLook: whether("{% $look %}", "EndMigration", "SurveyBefore"),
    SurveyBefore: survey("before", "BeginMigration", "NotBegun"),
    NotBegun: {
      Type: "Succeed",
      Output: { fits: false, changed: false, problem: "{% $problem %}", seconds: 0 },
    },
    BeginMigration: task(beginMigration, {
      with: {
        run: migrator,
        group: "{% $release.group %}",
        image: "{% $release.image %}",
        taskDefinition: "{% $release.upgrade.taskDefinition %}",
      },
      Assign: { task: "{% $states.result.Payload.task %}" },
      ...orEnd,
      Next: "WatchMigration",
    }),
    WatchMigration: task(watchMigration, {
      with: { task: "{% $task %}" },
      Assign: { migration: answered("migration"), ...waitOf },
      ...orEnd,
      Next: "HasEnded",
    }),
    HasEnded: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $states.input.ended %}", Next: "EndMigration" },
        {
          Condition: "{% $toMillis($states.context.State.EnteredTime) > $bound %}",
          Assign: {
            problem: {
              error: "Release.MigrationFailed",
              cause: "the migration took more than thrice as long as on the clone, and was stopped",
            },
          },
          Next: "EndMigration",
        },
      ],
      Default: "WaitForMigration",
    },
    WaitForMigration: { Type: "Wait", Seconds: "{% $wait %}", Next: "WatchMigration" },
    // Whatever happened: no task migrates any more when the database is looked at.
    EndMigration: task(endMigration, {
      with: { run: migrator, group: "{% $release.group %}" },
      TimeoutSeconds,
      Assign: { looks: "{% $looks + 1 %}" },
      Retry: [patience],
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Unknown" }],
      Next: "IsGone",
    }),
    IsGone: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $states.input.gone %}", Next: "SurveyAfter" },
        {
          Condition: `{% $looks >= ${mostLooks} %}`,
          Assign: {
            problem: { error: "Release.MigrationFailed", cause: "the task that migrates does not stop" },
          },
          Next: "Unknown",
        },
      ],
      Default: "WaitForEnd",
    },
    WaitForEnd: { Type: "Wait", Seconds: 5, Next: "EndMigration" },
    SurveyAfter: survey("after", "CompareWithRehearsal", "Unknown"),
    CompareWithRehearsal: task(compareWithRehearsal, {
      with: { release, quiet: "{% $quiet %}", migration: "{% $migration %}" },
      TimeoutSeconds,
      Retry: [patience],
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Unknown" }],
      Next: "Compared",
    }),
    // Why it did not come to its end says more than that the database is not as rehearsed.
    Compared: {
      Type: "Succeed",
      Output:
        "{% $merge([$states.input, {'problem': $states.input.fits ? null : $problem != null ? $problem : $states.input.problem}]) %}",
    },
    Unknown: { Type: "Fail", Error: "{% $problem.error %}", Cause: "{% $problem.cause %}" },
  },
});
