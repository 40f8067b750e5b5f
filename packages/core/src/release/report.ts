import { ledgerKeys } from "../ledger/keys.ts";
import type { Report } from "../ledger/records.ts";
import { comparedSentence, upgradeSentence } from "../upgrade/upgrade-text.ts";
import { costText } from "./cost-text.ts";
import { sidesOf } from "./sides.ts";

/** One sentence: what became of a release, why, and what each side served. */
export function reportSentence(report: Report): string {
  const { outcome, problem, release } = report;
  const ends = {
    promoted: "was promoted",
    "rolled-back": "was rolled back",
    stuck: "needs a person",
    refused: "was not released",
  } as const;
  const why = problem ? ` (${problem.error}: ${problem.cause})` : "";
  return `${imageText(release)} ${ends[outcome]}${why}; ${served(report)}; report: ${whereIs(report)}`;
}

/** Where the ledger has a report: its pk, and its sk. */
function whereIs({ release }: Report): string {
  const pk = release.group === "" ? ledgerKeys.allGroups : ledgerKeys.group(release.group);
  const sk = "services" in release ? ledgerKeys.run(release.run) : ledgerKeys.refused(release.run);
  return `${pk} ${sk}`;
}

/** What a release is of, for people. */
export const imageText = ({ image }: Report["release"]): string =>
  image ? `${image.repository}:${image.tag ?? image.digest}` : "what ran before";

/** What a whole run served. */
export const served = ({ outcome, release, requests }: Report): string =>
  outcome === "refused" ? "nothing was done" : servedBy(release, requests);

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
    `  ${startedAt} to ${endedAt}, requested by ${release.requestedBy || "nobody who is named"}${release.reason ? `: ${release.reason}` : ""}`,
    ...(release.breakGlass ? [`  the glass was broken: ${release.breakGlass}`] : []),
    ...(release.back ? [`  went back from what ${release.back.from} had brought`] : []),
    ...upgradeLines(report),
    ...(cost === undefined ? [] : [`  cost ${costText(cost)}`]),
    ...served,
    ...lines,
    ...said,
  ].join("\n");
}

/** What a rehearsal said of the release, and for how long users were kept out. */
function upgradeLines({ release, downtime }: Report): string[] {
  const upgrade = "upgrade" in release ? release.upgrade : undefined;
  if (!upgrade) return [];
  return [
    `  ${upgradeSentence(upgrade)}`,
    `  evidence ${upgrade.evidence}`,
    ...(downtime ? [`  ${comparedSentence(upgrade.downtime, downtime.seconds)}`] : []),
  ];
}

/** What each side served, or the service where there are no sides. */
export function servedBy(release: Report["release"], { stable, candidate }: Report["requests"]): string {
  const sides = sidesOf(release);
  if (!sides) return `${stable} requests were served`;
  return `${sides.candidate} served ${candidate} requests, ${sides.stable} ${stable}`;
}
