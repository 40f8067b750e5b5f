import { takeLease } from "@signalbox/functions/backup/lease";
import { step } from "@signalbox/functions/step";
import { recoveryLedgerOf } from "@signalbox/functions/workflows/recover-from-harm/record";
import { follow } from "@signalbox/functions/workflows/recover-from-harm/steps/follow";
import { recoverFromHarm } from "@signalbox/functions/workflows/recover-from-harm/workflow";
import { expect, test } from "vitest";
import { recoverFromHarmMatrix } from "./recover-from-harm.ts";
import { matrixSuite } from "./suite.ts";
import { replacing, violationsOf } from "./without.ts";

await matrixSuite(recoverFromHarmMatrix, { part: 1, of: 1 });

/** Has the lease whoever took it away. */
const neverLoses = step({
  ...follow,
  run: async (input, context) => {
    await takeLease(context, recoveryLedgerOf(context));
    return await follow.run(input, context);
  },
});

test("that the lease may be lost is not looked at, and the matrix finds the harm", async () => {
  const id = "recover-from-harm/corrupted/recover-from-harm/Restore/1/wrong-state";
  const harm = "each part is started once, and nothing more by a run that has lost its lease";
  expect(await violationsOf(recoverFromHarmMatrix, replacing(recoverFromHarm, neverLoses), id)).toContain(
    harm,
  );
});
