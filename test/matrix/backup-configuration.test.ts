import { backup } from "@signalbox/functions/workflows/backup/workflow";
import { expect, test } from "vitest";
import { backupConfigurationMatrix } from "./backup-configuration.ts";
import { matrixSuite } from "./suite.ts";
import { violationsOf } from "./without.ts";

await matrixSuite(backupConfigurationMatrix, { part: 1, of: 1 });

test("that a copy of this name runs already is taken for its failure, and the matrix finds the harm", async () => {
  const machine: typeof backup.machine = JSON.parse(
    JSON.stringify(backup.machine).replaceAll("StepFunctions.ExecutionAlreadyExistsException", "Nothing"),
  );
  const id = "backup-configuration/followed/backup/Copy/1/lost-reply";
  const harm = "the report calls late what has not been done, and nothing else";
  expect(await violationsOf(backupConfigurationMatrix, { ...backup, machine }, id)).toContain(harm);
});
