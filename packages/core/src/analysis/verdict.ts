/**
 * `fail`: worse than tolerated, beyond chance. `pass`: shown not to be unacceptable. `inconclusive`: neither yet.
 * `no-data`: the candidate served nothing that was measured.
 */
export const verdicts = ["pass", "fail", "inconclusive", "no-data"] as const;
export type Verdict = (typeof verdicts)[number];
