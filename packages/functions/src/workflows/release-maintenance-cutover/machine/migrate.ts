import { migrateSeconds } from "@signalbox/core/upgrade/migrate-request";
import { startWorkflow } from "@signalbox/core/workflow/start-workflow";
import { whether } from "@signalbox/core/workflow/whether";
import { childProblem } from "../../../release/machine/broken.ts";
import { release } from "../../../release/machine/expressions.ts";

const changed = "{% $states.result.Output.changed ? 'changed' : 'untouched' %}";

/** One task migrates while nobody serves. What became of the database decides what the way back is. */
export const migrating = {
  Migrate: startWorkflow<"TurnBack" | "HasMigrated">("migrate", {
    name: "{% $release.run %}",
    with: { release, quiet: true },
    TimeoutSeconds: migrateSeconds + 300,
    Assign: { schema: changed, migrationSeconds: "{% $states.result.Output.seconds %}" },
    // It did not say what it has done: that is looked at before the way back.
    Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem: childProblem }, Next: "TurnBack" }],
    Next: "HasMigrated",
  }),
  HasMigrated: whether("{% $states.input.fits %}", "StartCandidate", "DoesNotFit"),
  DoesNotFit: { Type: "Pass", Assign: { problem: "{% $states.input.problem %}" }, Next: "TurnBack" },
  /** Only on the way back. */
  LookAtSchema: startWorkflow<"BringBack" | "SchemaSeen">("migrate", {
    name: "{% $release.run & '-look' %}",
    with: { release, quiet: true, look: true },
    TimeoutSeconds: migrateSeconds + 300,
    Assign: { schema: changed },
    // Nobody knows what stands there: what is known is the snapshot.
    Catch: [{ ErrorEquals: ["States.ALL"], Assign: { schema: "changed" }, Next: "BringBack" }],
    Next: "SchemaSeen",
  }),
} as const;
