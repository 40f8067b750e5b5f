import type { Report, Run } from "../../ledger/records.ts";
import { namesOf } from "../../platform/names.ts";
import type { Platform } from "../../platform/platform.ts";
import { hasPreview, howToTry } from "../preview.ts";
import { imageText, reportSentence } from "../report.ts";
import { type EndedNews, endedType, type News, type WaitingNews, waitsType } from "./news.ts";

type Place = Pick<Platform, "name" | "stage" | "region">;

/** What is told of a release that has ended, or was left to a person. */
export function endedNews(place: Place, report: Report): Extract<News, { detail: EndedNews }> {
  const { release, outcome, startedAt, endedAt, requests, cost } = report;
  return {
    "detail-type": endedType,
    detail: {
      ...about(place, release),
      outcome,
      sentence: reportSentence(report),
      startedAt,
      endedAt,
      requests,
      ...(cost !== undefined && { cost }),
    },
  };
}

/** What is told of a release that begins to wait for a person. `deadline`: ISO 8601. */
export function waitingNews(
  place: Place & Pick<Platform, "groups">,
  { release, weight, analysis }: Pick<Run, "release" | "weight" | "analysis">,
  deadline: string,
): Extract<News, { detail: WaitingNews }> {
  const decide = (action: "promote" | "abort") =>
    `signalbox ${action} ${release.run} --stage ${place.stage} --region ${place.region} --reason "…"`;
  const group = place.groups.find(({ name }) => name === release.group);
  return {
    "detail-type": waitsType,
    detail: {
      ...about(place, release),
      weight,
      why: analysis
        ? `${analysis.verdict}: ${analysis.sentence}`
        : "the policy asks a person before it goes on",
      metrics: (analysis?.metrics ?? []).map(({ service, metric, dryRun, verdict, sentence }) => ({
        service,
        metric,
        dryRun,
        verdict,
        sentence,
      })),
      deadline,
      otherwise: "all traffic goes back to stable",
      ...(group && hasPreview(group) && { tryIt: howToTry }),
      promote: decide("promote"),
      abort: decide("abort"),
    },
  };
}

function about(place: Place, release: Report["release"]) {
  const { group, run, execution, image, requestedBy, reason } = release;
  return {
    platform: namesOf(place).prefix,
    group,
    run,
    execution,
    image: imageText(release),
    ...(image?.digest !== undefined && { digest: image.digest }),
    requestedBy,
    ...(reason !== undefined && { reason }),
    link: executionLink(place.region, execution),
  };
}

/** Address of an execution in the console of Step Functions. */
export const executionLink = (region: string, execution: string): string =>
  `https://${region}.console.aws.amazon.com/states/home?region=${region}#/v2/executions/details/${execution}`;
