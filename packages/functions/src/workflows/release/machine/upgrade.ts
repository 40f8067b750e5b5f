import { rehearsalSeconds } from "@signalbox/core/upgrade/limits";
import { migrateSeconds } from "@signalbox/core/upgrade/migrate-request";
import { startWorkflow } from "@signalbox/core/workflow/start-workflow";
import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { release } from "../../../release/machine/expressions.ts";
import { chooseStrategy } from "../steps/choose-strategy.ts";
import { orGiveUp } from "./begin.ts";
import { problem } from "./hand-over.ts";

const migrated = {
  TimeoutSeconds: migrateSeconds + 300,
  Assign: { migrated: "{% $states.result.Output %}" },
  Next: "HasMigrated",
} as const;

/** Of a group whose image owns the database's schema: rehearsed on a clone, then released as that allows. */
export const upgrading = {
  IsRehearsed: whether("{% $exists($release.migrations) %}", "Rehearse", "ByStrategy"),
  Rehearse: startWorkflow<"GiveUp" | "ChooseStrategy">("rehearse", {
    name: "{% $release.run %}",
    with: {
      group: "{% $release.group %}",
      image: "{% $release.image %}",
      requestedBy: "{% $release.requestedBy %}",
    },
    TimeoutSeconds: rehearsalSeconds + 300,
    Assign: { rehearsed: "{% $states.result.Output %}" },
    Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "GiveUp" }],
    Next: "ChooseStrategy",
  }),
  ChooseStrategy: task(chooseStrategy, {
    with: { release, rehearsed: "{% $rehearsed %}" },
    Assign: { release: "{% $states.result.Payload.release %}" },
    ...orGiveUp,
    Next: "MigratesFirst",
  }),
  // A cutover migrates by itself, once nobody writes any more.
  MigratesFirst: {
    Type: "Choice",
    Choices: [
      {
        Condition:
          "{% $release.upgrade.class != 'none' and $release.upgrade.strategy != 'maintenance-cutover' %}",
        Next: "Migrate",
      },
    ],
    Default: "ByStrategy",
  },
  // No task that serves migrates: the old version goes on on the new schema, which it bears.
  Migrate: startWorkflow<"LookAtSchema" | "HasMigrated">("migrate", {
    name: "{% $release.run %}",
    with: { release, quiet: false },
    ...migrated,
    Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "LookAtSchema" }],
  }),
  LookAtSchema: startWorkflow<"MarkStuck" | "HasMigrated">("migrate", {
    name: "{% $release.run & '-look' %}",
    with: { release, quiet: false, look: true },
    ...migrated,
    Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "MarkStuck" }],
  }),
  HasMigrated: {
    Type: "Choice",
    Choices: [
      {
        Condition: "{% $migrated.fits %}",
        Assign: {
          release:
            "{% $merge([$release, {'upgrade': $merge([$release.upgrade, {'until': $toMillis($states.context.State.EnteredTime) + $release.upgrade.overlapMinutes * 60000}])}]) %}",
        },
        Next: "ByStrategy",
      },
      {
        Condition: "{% $not($migrated.changed) %}",
        Assign: { problem: "{% $migrated.problem %}" },
        Next: "GiveUp",
      },
    ],
    // Users write to it meanwhile, so that nothing is restored behind their backs.
    Assign: { problem: "{% $migrated.problem %}" },
    Default: "MarkStuck",
  },
} as const;
