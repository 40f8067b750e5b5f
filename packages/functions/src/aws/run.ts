import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { type Analysis, type Phase, type Report, Run } from "@signalbox/core/ledger/records";
import type { Release } from "@signalbox/core/release/release";
import { getItem, type Ledger, putFirst, updateItem } from "./ledger.ts";

export const readRun = (ledger: Ledger, run: string): Promise<Run | undefined> =>
  getItem(ledger, ledgerKeys.run(run), Run);

/** Writes the record of a release that begins; a second call changes nothing. Answers what stands. */
export async function beginRun(ledger: Ledger, run: Run): Promise<Run> {
  const sk = ledgerKeys.run(run.release.run);
  if (await putFirst(ledger, sk, run)) return run;
  return (await getItem(ledger, sk, Run)) ?? run;
}

/** What a rehearsal has made of a release that has begun. */
export async function setRelease(ledger: Ledger, release: Release): Promise<void> {
  await updateItem(ledger, ledgerKeys.run(release.run), {
    UpdateExpression: "SET #release = :release",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeNames: { "#release": "release" },
    ExpressionAttributeValues: { ":release": release },
  });
}

export async function setPhase(ledger: Ledger, run: string, phase: Phase, weight?: number): Promise<void> {
  await updateItem(ledger, ledgerKeys.run(run), {
    UpdateExpression: weight === undefined ? "SET #phase = :phase" : "SET #phase = :phase, #weight = :weight",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeNames: { "#phase": "phase", ...(weight !== undefined && { "#weight": "weight" }) },
    ExpressionAttributeValues: { ":phase": phase, ...(weight !== undefined && { ":weight": weight }) },
  });
}

export async function setReport(ledger: Ledger, run: string, phase: Phase, report: Report): Promise<void> {
  await updateItem(ledger, ledgerKeys.run(run), {
    UpdateExpression: "SET #phase = :phase, #report = :report",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeNames: { "#phase": "phase", "#report": "report" },
    ExpressionAttributeValues: { ":phase": phase, ":report": report },
  });
}

export async function setAnalysis(ledger: Ledger, run: string, analysis: Analysis): Promise<void> {
  await updateItem(ledger, ledgerKeys.run(run), {
    UpdateExpression: "SET #analysis = :analysis",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeNames: { "#analysis": "analysis" },
    ExpressionAttributeValues: { ":analysis": analysis },
  });
}
