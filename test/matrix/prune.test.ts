import { classLedgerOf } from "@signalbox/functions/aws/ledger";
import { recordPoint } from "@signalbox/functions/aws/point-records";
import { ownVault, deletePoint as remove } from "@signalbox/functions/backup/vaults";
import { step } from "@signalbox/functions/step";
import { deletePoint } from "@signalbox/functions/workflows/prune/steps/delete-point";
import { prune } from "@signalbox/functions/workflows/prune/workflow";
import { expect, test } from "vitest";
import { pruneMatrix } from "./prune.ts";
import { matrixSuite } from "./suite.ts";
import { replacing, violationsOf } from "./without.ts";

await matrixSuite(pruneMatrix, { part: 1, of: 1 });

/** Takes a point that it has asked AWS to delete for one that is gone. */
const believes = step({
  ...deletePoint,
  run: async (run, context) => {
    const [id, ...left] = run.left;
    if (id === undefined) return run;
    await remove(ownVault(context), id).catch(() => undefined);
    const at = Math.floor(context.clock.now());
    await recordPoint(classLedgerOf(context, run.class), { kind: "expired", id, at });
    return { ...run, left, deleted: [...run.deleted, id] };
  },
});

test("that AWS may refuse is not looked at, and the matrix finds the harm", async () => {
  const id = "prune/pruned/prune/DeletePoint/1/denied";
  const harm = "what the ledger calls gone is gone, and what the vault holds is not called gone";
  expect(await violationsOf(pruneMatrix, replacing(prune, believes), id)).toContain(harm);
});
