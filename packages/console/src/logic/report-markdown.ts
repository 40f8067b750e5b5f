import type { Report } from "@signalbox/core/ledger/records";
import { costText } from "@signalbox/core/release/cost-text";
import { imageText, reportSentence } from "@signalbox/core/release/report";
import { sidesOf } from "@signalbox/core/release/sides";
import { comparedSentence, upgradeSentence } from "@signalbox/core/upgrade/upgrade-text";

/** Text that people and AWS wrote, on one line and without a meaning in Markdown. */
const plain = (text: string): string =>
  text.replaceAll(/\s*\n\s*/g, " ").replaceAll(/[\\`*_|<>[\]]/g, (sign) => `\\${sign}`);

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows.map((row) => row.map(plain))]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");

/** A release's report as a Markdown page: who, when and why, what was done, what was decided. */
export function reportMarkdown(report: Report): string {
  const {
    release,
    outcome,
    problem,
    startedAt,
    endedAt,
    requests,
    services,
    acts,
    decisions,
    cost,
    downtime,
  } = report;
  const upgrade = "upgrade" in release ? release.upgrade : undefined;
  const { stable, candidate } = sidesOf(release) ?? { stable: "the service", candidate: "none" };
  const facts = [
    ["Outcome", outcome],
    ["Group", release.group || "none of the platform"],
    ["Release", release.run],
    ["Image digest", release.image?.digest ?? "not looked up"],
    ["Requested by", release.requestedBy],
    ["Reason", release.reason ?? "none given"],
    ["Started", startedAt],
    ["Ended", endedAt],
    [`Requests to ${stable} (stable)`, String(requests.stable)],
    [`Requests to ${candidate} (candidate)`, String(requests.candidate)],
    ...(services.length > 1
      ? services.map((one) => [
          `Requests to ${one.name}`,
          `${one.stable} to ${stable}, ${one.candidate} to ${candidate}`,
        ])
      : []),
    ...(upgrade ? [["Upgrade", upgradeSentence(upgrade)]] : []),
    ...(downtime ? [["Downtime", comparedSentence(upgrade?.downtime, downtime.seconds)]] : []),
    ["Cost", cost === undefined ? "not known" : costText(cost)],
    ["Problem", problem ? `${problem.error}: ${problem.cause}` : "none"],
  ];
  const journal = acts.map(({ at, state, text, weight, verdict }) => [
    at,
    state,
    text,
    weight === undefined ? "" : `${weight} %`,
    verdict ?? "",
  ]);
  const said = decisions.map(({ at, by, action, reason }) => [at, by, action, reason]);
  return [
    `# Release of ${plain(imageText(release))}`,
    `${plain(reportSentence(report))}.`,
    table(["What", "Value"], facts),
    "## Acts",
    acts.length === 0 ? "None." : table(["Time", "State", "What", "Candidate's share", "Verdict"], journal),
    "## Decisions",
    decisions.length === 0 ? "None." : table(["Time", "By", "Decision", "Reason"], said),
    "",
  ].join("\n\n");
}
