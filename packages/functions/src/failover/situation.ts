import { witnessesOf } from "@signalbox/core/failover/agreement";
import { type Decision, decide, type Policy } from "@signalbox/core/failover/decide";
import type { Observation } from "@signalbox/core/failover/observation";
import { type FailoverRun, isAbandoned } from "@signalbox/core/failover/run";
import type { Epochs } from "@signalbox/core/failover/writing";
import type { FailoverPlaces } from "@signalbox/core/platform/failover-places";
import type { FunctionContext } from "../context.ts";
import { placesOf } from "./places.ts";
import { readAcknowledged, readRun } from "./records.ts";
import { observedOf, targetHere } from "./target.ts";

/** What stands of the epoch in force: the run that claimed it, and whether that was left half done. */
export interface Standing {
  readonly record?: FailoverRun | undefined;
  readonly abandoned: boolean;
  readonly running: boolean;
}

export async function standingOf(context: FunctionContext, { current }: Epochs): Promise<Standing> {
  if (!current) return { abandoned: false, running: false };
  const record = await readRun(context, current.run);
  if (!record) {
    // It died between its claim and its record, or its record is in the tables that are silent.
    return { abandoned: true, running: false };
  }
  const abandoned = isAbandoned(record, context.clock.now());
  return { record, abandoned, running: record.outcome === undefined && !abandoned };
}

export const policyOf = ({ policy }: FailoverPlaces): Policy => ({
  automatic: policy.automatic,
  confirmMs: policy.confirmSeconds * 1_000,
  rpoMs: policy.rpoSeconds * 1_000,
});

/** What is seen of the region that writes, and what follows. */
export async function judge(
  context: FunctionContext,
  {
    primary,
    epochs,
    standing,
  }: { readonly primary: string; readonly epochs: Epochs; readonly standing: Standing },
): Promise<{
  readonly decision: Decision;
  readonly evidence: Observation[];
  readonly lostAt: number | undefined;
  readonly newest: number | undefined;
}> {
  const { clock } = context;
  const now = clock.now();
  const observations = await observedOf(context, primary);
  const since = witnessesOf(primary, observations, now).map((one) => one.since);
  const lostAt = since.length > 0 ? Math.min(...since) : undefined;
  const { newest, ...target } = await targetHere(context, primary, lostAt);
  const decision = decide({
    primary,
    observations,
    target,
    unacknowledged: await unacknowledgedOf(context, epochs, standing),
    policy: policyOf(placesOf(context)),
    now,
  });
  const recent = lostAt ?? now;
  const evidence = observations.filter(({ at }) => at >= recent - 60_000).toSorted((a, b) => a.at - b.at);
  return { decision, evidence, lostAt, newest };
}

/** A failover that was left half done is taken over; only one that has ended holds the next one. */
async function unacknowledgedOf(context: FunctionContext, { current }: Epochs, { abandoned }: Standing) {
  if (!current || abandoned) return undefined;
  const acknowledged = await readAcknowledged(context);
  return acknowledged >= current.epoch ? undefined : { epoch: current.epoch, at: Date.parse(current.at) };
}
