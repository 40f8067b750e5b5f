import { NamedError } from "@signalbox/core/error";
import type { PipelineOrder, PipelineSaid } from "@signalbox/core/pipeline/run";
import type { Ledger } from "../aws/ledger.ts";
import { readLock } from "../aws/lock.ts";
import type { StepContext } from "../context.ts";
import { pipelineLedgerOf, readSaid } from "./ledger.ts";

/**
 * Before everything that takes a run further: throws `Pipeline.LeaseLost` unless this execution has the group's lease, and what
 * has been said against the run. Answers what has been said for it.
 */
export async function heed(
  context: StepContext,
  { group, run }: PipelineOrder,
): Promise<PipelineSaid | undefined> {
  const ledger = pipelineLedgerOf(context, group);
  const lock = await readLock(ledger);
  if (lock?.owner !== context.visit.execution)
    throw new NamedError(
      "Pipeline.LeaseLost",
      `the pipeline of ${group} belongs to ${lock?.run ?? "nobody"}`,
    );
  return await listen(ledger, run);
}

/** Throws what has been said against a run, whoever has the lease. */
export async function listen(ledger: Ledger, run: string): Promise<PipelineSaid | undefined> {
  const said = await readSaid(ledger, run);
  if (said?.action === "refuse")
    throw new NamedError("Pipeline.Refused", `${said.by} refused: ${said.reason}`);
  if (said?.action === "supersede") throw new NamedError("Pipeline.Superseded", `${said.by}: ${said.reason}`);
  return said;
}
