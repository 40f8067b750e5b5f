import type { Verdict } from "@signalbox/core/analysis/verdict";
import type { Act } from "@signalbox/core/ledger/records";

/** How a weight was left. */
export interface BakeEnd {
  readonly weight: number;
  readonly verdict: Verdict;
  /** From the beginning of the bake, in the world's time. */
  readonly seconds: number;
}

/** The verdict that ended each weight's bake, as the journal has them. */
export function bakesOf(acts: readonly Act[]): BakeEnd[] {
  const ends: BakeEnd[] = [];
  let weight = 0;
  let began: number | undefined;
  for (const act of acts) {
    const at = Date.parse(act.at);
    weight = act.weight ?? weight;
    if (act.state === "Bake") began ??= at;
    if (act.verdict === undefined || began === undefined) continue;
    ends.push({ weight, verdict: act.verdict, seconds: Math.round((at - began) / 1000) });
    began = undefined;
  }
  return ends;
}
