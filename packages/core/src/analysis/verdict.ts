/**
 * `fail`: worse than tolerated, beyond chance. `pass`: shown not to be unacceptable. `inconclusive`: neither yet.
 * `no-data`: the candidate served nothing that was measured.
 */
export type Verdict = "pass" | "fail" | "inconclusive" | "no-data";
