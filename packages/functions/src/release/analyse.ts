import { type Judgement, judgement } from "@signalbox/core/analysis/judgement";
import { measuredMinutes, type Shift } from "@signalbox/core/analysis/measured-minutes";
import { observe } from "@signalbox/core/analysis/observe";
import { minuteMs } from "@signalbox/core/analysis/sources/counted-minute";
import type { Subject } from "@signalbox/core/analysis/sources/template";
import { beginAnalysis, type MeasuredMinute } from "@signalbox/core/analysis/state";
import { analysisPolicyOf, metricsOf } from "@signalbox/core/release/analysis-policy";
import type { Release } from "@signalbox/core/release/release";
import { wholeMinutes } from "../aws/measurements.ts";
import type { StepContext } from "../context.ts";
import { readMetrics } from "../sources/read-metrics.ts";

/** A service as the candidate serves it, and as stable does or did. */
export interface Compared {
  readonly candidate: Subject;
  readonly stable: Subject;
}

/**
 * CloudWatch may have a minute's requests and not yet its errors. What fails by such a minute fails all the same; what passes
 * must have passed by minutes that ended this long ago.
 */
export const settleMs = 60_000;

/**
 * Reads every metric of both sides of every service anew, from `since` on, and judges the candidate by all of it: what came in
 * late counts, what was read twice counts once, and nothing has to be remembered between looks. Where both sides are counted at
 * one place, stable's minutes end at `stableUntil`.
 */
export async function analyse(
  context: StepContext,
  release: Release,
  compared: readonly Compared[],
  shifts: readonly Shift[],
  since: number,
  stableUntil: number = Number.POSITIVE_INFINITY,
): Promise<Judgement> {
  const { policy } = release;
  const metrics = metricsOf(policy);
  const now = context.clock.now();
  const window = wholeMinutes(since, now);
  const read = async (side: keyof Compared) =>
    await readMetrics(
      metrics,
      compared.map((each) => each[side]),
      window,
      context,
    );
  const [candidate, stable] = [await read("candidate"), await read("stable")];
  const sides = candidate.map(({ service, metric, minutes }, index) => ({
    service,
    metric,
    candidate: minutes,
    stable: (stable[index]?.minutes ?? []).filter(({ at }) => at + minuteMs <= stableUntil),
  }));
  const judge = (minutes: readonly MeasuredMinute[]): Judgement =>
    judgement(observe(beginAnalysis(sides), minutes), analysisPolicyOf(policy));
  const before = (until: number) =>
    sides.map((one) => ({
      ...one,
      candidate: one.candidate.filter(({ at }) => at + minuteMs <= until),
      stable: one.stable.filter(({ at }) => at + minuteMs <= until),
    }));
  const newest = judge(measuredMinutes(shifts, sides));
  const judged = newest.verdict === "pass" ? judge(measuredMinutes(shifts, before(now - settleMs))) : newest;
  const away = [...candidate, ...stable].flatMap(({ metric, unreadable }) =>
    unreadable === undefined ? [] : [`${metric} could not be read: ${unreadable}`],
  );
  return { ...judged, sentence: [judged.sentence, ...new Set(away)].join("; ") };
}
