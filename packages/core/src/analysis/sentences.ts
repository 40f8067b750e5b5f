import type { JudgedMetric } from "./judged-metric.ts";
import type { AnalysisPolicy } from "./policy.ts";
import { requestsToPass } from "./to-pass.ts";
import type { Served } from "./totals.ts";
import type { Verdict } from "./verdict.ts";

/** What was seen of one metric, and what it would take for a verdict. */
export function metricSentence(judged: Omit<JudgedMetric, "sentence">, policy: AnalysisPolicy): string {
  const { metric, candidate, stable, ratio, verdict } = judged;
  if (verdict === "no-data") return `${metric}: the candidate served no request that was measured`;
  const times = ratio === undefined ? "" : `, ${ratio.toPrecision(2)} times the odds`;
  const seen = `${metric}: ${share(candidate)} bad on the candidate, ${share(stable)} on stable${times}`;
  return `${seen}; ${conclusion(judged, policy)}`;
}

function conclusion(judged: Omit<JudgedMetric, "sentence">, policy: AnalysisPolicy): string {
  const { verdict, worseSince, goodSince, goodBy, acceptable } = judged;
  if (verdict === "fail")
    return `more than the tolerated ratio and chance explain since minute ${worseSince}`;
  const shown =
    goodBy === "rate"
      ? `shown in minute ${goodSince} to stay under the acceptable ${percent(acceptable)}`
      : `shown in minute ${goodSince} to have less than ${policy.unacceptableRatio} times stable's odds`;
  if (verdict === "pass") return shown;
  const fails = whatFails(judged.moreToFail);
  if (goodSince !== undefined && !judged.shownAtNewest)
    return `${shown}, and not yet by the ${share(judged.newest)} of this weight; ${fails}`;
  if (goodSince !== undefined)
    return `${shown}; ${fails}, and this weight passes after ${policy.leastMinutes} minutes`;
  const more = requestsToPass(judged, policy);
  return `${fails}, ${more === undefined ? "at these rates it cannot pass" : `about ${number(more)} more such requests pass it`}`;
}

const whatFails = (more: number | undefined): string =>
  more === undefined
    ? "nothing to compare with yet"
    : `${number(more)} more bad ${more === 1 ? "one" : "ones"} now would fail it`;

/** One sentence for a group: what failed; or else what the services showed together, and what did not count. */
export function groupSentence(verdict: Verdict, metrics: readonly JudgedMetric[]): string {
  const services = new Set(metrics.map(({ service }) => service));
  const deciding = metrics.filter(({ dryRun }) => !dryRun);
  const asked = deciding.filter(
    ({ service, small }) =>
      services.size === 1 || service === "*" || verdict === "fail" || (verdict === "inconclusive" && !small),
  );
  const said = asked
    .filter((metric) => metric.verdict === verdict)
    .map(({ service, sentence }) =>
      services.size === 1 ? sentence : `${service === "*" ? "together" : service}, ${sentence}`,
    );
  const small =
    verdict === "pass" && services.size > 1
      ? deciding.filter((metric) => metric.small && metric.service !== "*")
      : [];
  const beside = small.map(
    ({ service, metric, candidate, stable }) =>
      `${service} (${metric}, ${candidate.requests}/${stable.requests})`,
  );
  return [
    ...(said.length > 0 ? said : ["no metric that decides was measured"]),
    ...(beside.length > 0
      ? [`too few requests on the candidate/stable to count by themselves: ${beside.join(", ")}`]
      : []),
  ].join("; ");
}

const share = ({ requests, bad }: Served): string =>
  requests === 0 ? "nothing measured" : `${number(bad)} of ${number(requests)} (${percent(bad / requests)})`;
const percent = (rate: number): string => `${(100 * rate).toFixed(2)} %`;
const { format: number } = new Intl.NumberFormat("en-US");
