import type { JudgedMetric } from "@signalbox/core/analysis/judged-metric";
import type { Shift } from "@signalbox/core/analysis/measured-minutes";
import type { Verdict } from "@signalbox/core/analysis/verdict";
import type { JudgedEvidence } from "@signalbox/core/ledger/records";
import type { Release } from "@signalbox/core/release/release";
import { wholeMinutes } from "../aws/measurements.ts";
import type { StepContext } from "../context.ts";
import { analyse, type Compared, settleMs } from "./analyse.ts";
import { judgeByKayenta } from "./judge-by-kayenta.ts";

export interface Looking {
  readonly context: StepContext;
  readonly release: Release;
  readonly compared: readonly Compared[];
  readonly shifts: readonly Shift[];
  /** Milliseconds since 1970: from when on stable is read; before the first shift where it does not serve beside the candidate. */
  readonly since: number;
  readonly stableUntil?: number;
}

/** What a look at the evidence says, by the judge that the policy names. */
export async function look(looking: Looking): Promise<{
  readonly verdict: Verdict;
  readonly sentence: string;
  readonly evidence: JudgedEvidence[];
}> {
  const { context, release, compared, shifts, since, stableUntil } = looking;
  const { kayenta } = release.policy;
  if (kayenta === undefined) {
    const { metrics, ...said } = await analyse(context, release, compared, shifts, since, stableUntil);
    return { ...said, evidence: metrics.map(evidenceOf) };
  }
  const { verdict, sentence, metrics } = await judgeByKayenta(context, kayenta, compared, windowsOf(looking));
  return { verdict, sentence, evidence: [...metrics] };
}

/** Whole minutes that have settled: of the candidate since its first shift, of stable the same or those before. */
function windowsOf({ context, shifts, since, stableUntil = Number.POSITIVE_INFINITY }: Looking) {
  const settled = context.clock.now() - settleMs;
  const shifted = shifts[0]?.at ?? settled;
  const before = since < shifted;
  return {
    candidate: wholeMinutes(shifted, settled),
    stable: wholeMinutes(since, before ? Math.min(shifted, stableUntil) : settled),
  };
}

const evidenceOf = ({
  service,
  metric,
  dryRun,
  candidate,
  stable,
  verdict,
  sentence,
}: JudgedMetric): JudgedEvidence => ({ service, metric, dryRun, candidate, stable, verdict, sentence });
