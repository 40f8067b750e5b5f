import type { Report } from "../ledger/records.ts";
import { costText } from "./cost-text.ts";
import type { Release } from "./release.ts";
import { sidesOf } from "./sides.ts";

/** One sentence: what became of a release, why, and what each side served. */
export function reportSentence({ outcome, problem, release, requests }: Report): string {
  const image = `${release.image.repository}:${release.image.tag ?? release.image.digest}`;
  const ends = {
    promoted: "was promoted",
    "rolled-back": "was rolled back",
    stuck: "needs a person",
  } as const;
  const why = problem ? ` (${problem.error}: ${problem.cause})` : "";
  return `${image} ${ends[outcome]}${why}; ${servedBy(release, requests)}; report: group#${release.group} run#${release.run}`;
}

/** The report as text for a terminal: the sentence, then the journal with times, then the decisions. */
export function reportText(report: Report): string {
  const { startedAt, endedAt, acts, decisions, release, services, cost } = report;
  const lines = acts.map(({ at, state, text }) => `  ${at}  ${state.padEnd(18)} ${text}`);
  const said = decisions.map(({ at, action, by, reason }) => `  ${at}  ${by} said ${action}: ${reason}`);
  const served =
    services.length > 1
      ? services.map(({ name, ...requests }) => `  ${name}: ${servedBy(release, requests)}`)
      : [];
  return [
    reportSentence(report),
    `  ${startedAt} to ${endedAt}, requested by ${release.requestedBy}${release.reason ? `: ${release.reason}` : ""}`,
    ...(release.breakGlass ? [`  the glass was broken: ${release.breakGlass}`] : []),
    ...(release.back ? [`  went back from what ${release.back.from} had brought`] : []),
    ...(cost === undefined ? [] : [`  cost ${costText(cost)}`]),
    ...served,
    ...lines,
    ...said,
  ].join("\n");
}

/** What each side served, or the service where there are no sides. */
export function servedBy(release: Release, { stable, candidate }: Report["requests"]): string {
  const sides = sidesOf(release);
  if (!sides) return `${stable} requests were served`;
  return `${sides.candidate} served ${candidate} requests, ${sides.stable} ${stable}`;
}
