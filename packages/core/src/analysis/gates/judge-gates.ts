import type { GateJudgement } from "./gate.ts";

/** From what decides first to what decides last. */
const order = ["fail", "inconclusive", "pass"] as const;

/**
 * What gates say together: one that fails decides, else one that could not tell. The sentence is of those that decided. No gate
 * at all says nothing against the release.
 */
export function judgeGates(judgements: readonly GateJudgement[]): GateJudgement {
  const verdict = order.find((each) => judgements.some((one) => one.verdict === each)) ?? "pass";
  const decided = judgements.filter((one) => one.verdict === verdict);
  return { verdict, sentence: decided.map(({ sentence }) => sentence).join("; ") };
}
