import { MigrateRequest } from "@signalbox/core/upgrade/migrate-request";
import { defineWorkflow } from "../../step.ts";
import { beginMigration } from "../../upgrade/steps/begin-migration.ts";
import { endMigration } from "../../upgrade/steps/end-migration.ts";
import { watchMigration } from "../../upgrade/steps/watch-migration.ts";
import { migrateMachine } from "./machine.ts";
import { compareWithRehearsal } from "./steps/compare-with-rehearsal.ts";
import { findDatabase } from "./steps/find-database.ts";

export const migrate = defineWorkflow({
  name: "migrate",
  description:
    "Migrates the database that serves, once, for a release whose upgrade was rehearsed, and says whether it is as on the clone.",
  input: MigrateRequest,
  triggers: [],
  machine: migrateMachine,
  steps: [findDatabase, beginMigration, watchMigration, endMigration, compareWithRehearsal],
});
