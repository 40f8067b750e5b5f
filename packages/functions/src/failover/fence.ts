import { NamedError } from "@signalbox/core/error";
import type { Course } from "@signalbox/core/failover/run";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { failoverLedgerOf, readEpochs } from "../aws/epoch-tables.ts";
import { updateItem } from "../aws/ledger.ts";
import type { StepContext } from "../context.ts";

/** An act under an epoch. */
export interface Fenced {
  readonly run: Pick<Course, "run" | "to">;
  readonly epoch: number;
}

/**
 * Immediately before each act: this region has seen no higher epoch act, and a majority of the tables still says that this one is in
 * force. AWS's own calls know no epochs, so that what comes in the milliseconds after it can act once more. Throws
 * `Failover.EpochLost`, after which the run does nothing; `Failover.TablesSilent`, which passes, where nobody can tell.
 */
export async function insistOnEpoch(context: StepContext, { run, epoch }: Fenced): Promise<void> {
  const raised = await updateItem(failoverLedgerOf(context), ledgerKeys.fence, {
    UpdateExpression: "SET #epoch = :epoch, #run = :run",
    ConditionExpression: "attribute_not_exists(#epoch) OR #epoch <= :epoch",
    ExpressionAttributeNames: { "#epoch": "epoch", "#run": "run" },
    ExpressionAttributeValues: { ":epoch": epoch, ":run": run.run },
  });
  const lost = (why: string) =>
    new NamedError("Failover.EpochLost", `epoch ${epoch} of ${run.run} is over: ${why}`, { epoch });
  if (!raised) throw lost(`a higher one has acted in ${context.platform.region}`);
  const epochs = await readEpochs(context);
  if (!epochs)
    throw new NamedError("Failover.TablesSilent", `nobody can tell whether epoch ${epoch} is still in force`);
  const { current } = epochs;
  if (current?.epoch !== epoch || current.owner !== context.visit.execution)
    throw lost(`epoch ${current?.epoch ?? 0} activates ${current?.region ?? "nothing"}`);
}
