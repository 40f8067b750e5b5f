import type { Observation } from "@signalbox/core/failover/observation";
import type { Course, FailoverRun } from "@signalbox/core/failover/run";
import { failoverLedgerOf } from "../aws/epoch-tables.ts";
import { isHeld, readLock, takeLock } from "../aws/lock.ts";
import type { StepContext } from "../context.ts";
import { momentOf, noted, silentMs } from "./acting.ts";
import type { Finding } from "./find.ts";
import { writeRun } from "./records.ts";

/**
 * Takes this region's lock and writes the record; answers whether it has it. Alarms come twice and people press twice: of the executions
 * of one region, one acts. What other regions do, the epoch decides.
 */
export async function beginRun(
  context: StepContext,
  course: Course,
  requestedBy: string,
  finding: Extract<Finding, { readonly act: "go" | "ask" }> & Pick<Begun, "before">,
): Promise<boolean> {
  if (!(await takeRegion(context, course.run))) return false;
  await writeBegun(context, course, requestedBy, {
    ...finding,
    phase: finding.act === "ask" ? "asking" : "deciding",
  });
  return true;
}

/** Takes this region's lock; answers whether the execution has it. The report gives it back. */
export async function takeRegion(context: StepContext, run: string): Promise<boolean> {
  const { aws, clock, visit } = context;
  const ledger = failoverLedgerOf(context);
  const seen = await readLock(ledger);
  if (await isHeld(aws.sfn, seen, visit.execution)) return false;
  const owner = { execution: visit.execution, run, askedAt: clock.now() };
  return (await takeLock(ledger, seen, owner)) !== undefined;
}

interface Begun extends Pick<FailoverRun, "phase" | "sentence"> {
  readonly evidence: readonly Observation[];
  readonly lostAt?: number | undefined;
  readonly newest?: number | undefined;
  /** What stands of it, where it is decided anew. */
  readonly before?: FailoverRun | undefined;
}

/** Writes the record of a run whose machine goes on from here. */
export async function writeBegun(
  context: StepContext,
  course: Course,
  requestedBy: string,
  { phase, sentence, evidence, lostAt, newest, before }: Begun,
): Promise<void> {
  const { visit } = context;
  const now = momentOf(context);
  const record: FailoverRun = {
    ...course,
    owner: visit.execution,
    requestedBy,
    phase,
    startedAt: before?.startedAt ?? now,
    heardAt: now,
    expectedBy: now,
    sentence,
    evidence: [...evidence],
    ...(lostAt !== undefined && { lostAt: new Date(lostAt).toISOString() }),
    ...(newest !== undefined && { replicatedAt: new Date(newest).toISOString() }),
    acts: before?.acts ?? [],
  };
  const text = `${sentence} ${course.mode === "graceful" ? "Nothing is lost." : "What had not arrived is lost."}`;
  const begun = noted(context, record, { text, startedAt: now, quietMs: silentMs });
  await writeRun(context, { ...begun, phase });
}
