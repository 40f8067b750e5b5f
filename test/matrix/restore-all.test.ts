import { workLedgerOf } from "@signalbox/functions/aws/ledger";
import { takeLease } from "@signalbox/functions/backup/lease";
import { step } from "@signalbox/functions/step";
import { followParts } from "@signalbox/functions/workflows/restore-all/steps/follow-parts";
import { restoreAll } from "@signalbox/functions/workflows/restore-all/workflow";
import { expect, test } from "vitest";
import { restoreAllMatrix } from "./restore-all.ts";
import { matrixSuite } from "./suite.ts";
import { replacing, violationsOf } from "./without.ts";

await matrixSuite(restoreAllMatrix, { part: 1, of: 1 });

/** Has the lease whoever took it away. */
const neverLoses = step({
  ...followParts,
  run: async (input, context) => {
    await takeLease(context, workLedgerOf(context, "restore", "all"));
    return await followParts.run(input, context);
  },
});

test("that the lease may be lost is not looked at, and the matrix finds the harm", async () => {
  const id = "restore-all/back/restore-all/FollowParts/1/wrong-state";
  const harm =
    "parts are started in their order, each once, and a run that has lost its lease does nothing more";
  expect(await violationsOf(restoreAllMatrix, replacing(restoreAll, neverLoses), id)).toContain(harm);
});
