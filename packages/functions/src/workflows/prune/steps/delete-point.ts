import { PruneRun } from "@signalbox/core/backup/run/pruning";
import { on } from "@signalbox/core/workflow/allow";
import { classLedgerOf, workLedgerOf } from "../../../aws/ledger.ts";
import { recordPoint } from "../../../aws/point-records.ts";
import { writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { deletePoint as remove, vaultsOf } from "../../../backup/vaults.ts";
import { step } from "../../../step.ts";
import { looks, pastTheirTime } from "../past-their-time.ts";

export const deletePoint = step({
  name: "DeletePoint",
  description: "Looks again whether the next point may go, deletes it, and records that it is gone.",
  input: PruneRun,
  output: PruneRun,
  allow: [
    writeLedger,
    ...looks,
    on("recoveryPoint", "backup:DeleteRecoveryPoint"),
    on("copiedPoint", "backup:DeleteRecoveryPoint"),
    on("backupDocuments", "s3:DeleteObject"),
    on("copyDocuments", "s3:DeleteObject"),
  ],
  run: async (run, context) => {
    const [id, ...left] = run.left;
    if (id === undefined) return run;
    await insistOnLease(context, workLedgerOf(context, "prune", run.class));
    const keep = (why: string) => ({ ...run, left, kept: [...run.kept, { point: id, why }] });
    const { delete: past, kept } = await pastTheirTime(context, run.class);
    const why = kept.find(({ point }) => point.id === id)?.why;
    if (why !== undefined) return keep(why);
    const point = past.find((one) => one.id === id);
    const vault = vaultsOf(context).find(({ region }) => region === point?.made?.region);
    if (point && vault) {
      const refused = await remove(vault, id);
      if (refused !== undefined) return keep(refused);
    }
    const ledger = classLedgerOf(context, run.class);
    await recordPoint(ledger, { kind: "expired", id, at: Math.floor(context.clock.now()) });
    return { ...run, left, deleted: [...run.deleted, id] };
  },
});
