import type { Verdict } from "../verdict.ts";
import type { Classification } from "./classify-metric.ts";
import { metricSentence } from "./judge-kayenta.ts";
import { judgeCanary, type KayentaCanary, type SeriesReading } from "./kayenta-canary.ts";

/** One metric of one service, as Kayenta classified it. */
export interface ClassifiedEvidence {
  readonly service: string;
  readonly metric: string;
  /** Kayenta's `muted`: reported, left out of the score. */
  readonly dryRun: boolean;
  readonly classification: Classification;
  readonly verdict: Verdict;
  readonly sentence: string;
}

const verdictOf: Readonly<Record<Classification, Verdict>> = {
  Pass: "pass",
  High: "fail",
  Low: "fail",
  NodataFailMetric: "fail",
  Nodata: "no-data",
  Error: "inconclusive",
};

/** From what decides first to what decides last. */
const order = ["fail", "inconclusive", "no-data", "pass"] as const;

/**
 * Kayenta's judgement of each service of a group, by the service's name. Kayenta knows one canary and no group: one service that
 * fails fails the release, and it passes only when every service does.
 */
export function judgeServices(
  canary: Pick<KayentaCanary, "config">,
  readings: Readonly<Record<string, SeriesReading>>,
): {
  readonly verdict: Verdict;
  readonly sentence: string;
  readonly metrics: readonly ClassifiedEvidence[];
} {
  const judged = Object.entries(readings).map(([service, reading]) => ({
    service,
    ...judgeCanary(canary, reading),
  }));
  const verdict = order.find((each) => judged.some((one) => one.verdict === each)) ?? "no-data";
  const decided = judged.filter((one) => one.verdict === verdict);
  const said = decided.map(({ service, sentence }) =>
    judged.length > 1 ? `${service}: ${sentence}` : sentence,
  );
  return {
    verdict,
    sentence: `Kayenta's judge: ${said.join("; ")}`,
    metrics: judged.flatMap(({ service, kayenta }) =>
      kayenta.metrics.map((metric) => ({
        service,
        metric: metric.name,
        dryRun: metric.muted,
        classification: metric.classification,
        verdict: verdictOf[metric.classification],
        sentence: metricSentence(metric),
      })),
    ),
  };
}
