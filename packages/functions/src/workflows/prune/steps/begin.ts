import { mostPruned } from "@signalbox/core/backup/run/limits";
import { PruneRequest, PruneRun } from "@signalbox/core/backup/run/pruning";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { writeLedger } from "../../../backup/allow.ts";
import { takeLease } from "../../../backup/lease.ts";
import { checkClass, placesOf } from "../../../backup/places.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { looks, pastTheirTime } from "../past-their-time.ts";

export const begin = step({
  name: "Begin",
  description: "Takes the lease, and sorts the points of the class that are past their time.",
  input: PruneRequest,
  output: PruneRun,
  allow: [writeLedger, ...looks],
  run: async (request, context) => {
    checkClass(placesOf(context), request.class);
    await takeLease(context, workLedgerOf(context, "prune", request.class));
    const { delete: past, kept } = await pastTheirTime(context, request.class);
    return {
      ...request,
      run: runName(context.visit.execution),
      left: past.slice(0, mostPruned).map(({ id }) => id),
      deleted: [],
      kept: kept.map(({ point, why }) => ({ point: point.id, why })),
    };
  },
});
