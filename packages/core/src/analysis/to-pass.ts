import { divergence } from "./highest-rate.ts";
import type { AnalysisPolicy } from "./policy.ts";
import type { Totals } from "./totals.ts";

/**
 * About how many more requests of the candidate, with bad ones as often as now on both sides, would make it pass; undefined
 * when it cannot pass like this. A forecast for people, by the large-deviation rate of either way to pass: n requests leave a
 * wrong hypothesis about exp(-n KL). It decides nothing.
 */
export function requestsToPass(
  { candidate, stable, acceptable }: Totals & { readonly acceptable: number },
  { beta, unacceptableRatio }: AnalysisPolicy,
): number | undefined {
  const { requests, bad } = candidate;
  if (requests === 0) return undefined;
  const byRate = bad / requests < acceptable ? divergence(bad / requests, acceptable) : 0;
  const all = bad + stable.bad;
  const unacceptable = (unacceptableRatio * requests) / (unacceptableRatio * requests + stable.requests);
  const byRatio =
    all > 0 && bad / all < unacceptable ? (divergence(bad / all, unacceptable) * all) / requests : 0;
  const perRequest = Math.max(byRate, byRatio);
  if (perRequest === 0) return undefined;
  const more = Math.max(Math.log(2 / beta) / perRequest - requests, requests / 10);
  return Math.ceil(Number(more.toPrecision(2)));
}
