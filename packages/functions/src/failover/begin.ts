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
  finding: Extract<Finding, { readonly act: "go" | "ask" }>,
): Promise<boolean> {
  const { aws, clock, visit } = context;
  const ledger = failoverLedgerOf(context);
  const seen = await readLock(ledger);
  if (await isHeld(aws.sfn, seen, visit.execution)) return false;
  const owner = { execution: visit.execution, run: course.run, askedAt: clock.now() };
  if ((await takeLock(ledger, seen, owner)) === undefined) return false;
  const now = momentOf(context);
  const { sentence, evidence, lostAt, newest } = finding;
  const record: FailoverRun = {
    ...course,
    owner: visit.execution,
    requestedBy,
    phase: "deciding",
    startedAt: now,
    heardAt: now,
    expectedBy: now,
    sentence,
    evidence: [...evidence],
    ...(lostAt !== undefined && { lostAt: new Date(lostAt).toISOString() }),
    ...(newest !== undefined && { replicatedAt: new Date(newest).toISOString() }),
    acts: [],
  };
  const text = `${sentence} ${course.mode === "graceful" ? "Nothing is lost." : "What had not arrived is lost."}`;
  const begun = noted(context, record, { text, startedAt: now, quietMs: silentMs });
  await writeRun(context, { ...begun, phase: finding.act === "ask" ? "asking" : "deciding" });
  return true;
}
