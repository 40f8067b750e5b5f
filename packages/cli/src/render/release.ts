import type { Report, Run } from "@signalbox/core/ledger/records";
import { costText } from "@signalbox/core/release/cost-text";
import { sidesOf } from "@signalbox/core/release/sides";
import { comparedSentence, predictedSentence, upgradeSentence } from "@signalbox/core/upgrade/upgrade-text";
import { remedyFor, sentenceOf } from "../failure.ts";
import type { Colors } from "../io.ts";
import type { ReleaseDetail } from "../releases/detail.ts";
import { weightBar } from "./bar.ts";
import { shorten } from "./shorten.ts";
import { renderStatus } from "./status.ts";
import { facts, table } from "./table.ts";
import { count, duration, stopwatch } from "./units.ts";
import { pageWidth, wrap } from "./wrap.ts";

/** All that is known of a release: facts first, then what it did with the weight that each act left. */
export function renderRelease(release: ReleaseDetail, colors: Colors): string {
  const parts = [renderFacts(release, colors)];
  if (release.acts.length > 0) parts.push(renderActs(release, colors));
  return parts.join("\n\n");
}

function renderFacts(release: ReleaseDetail, colors: Colors): string {
  const { run, report, startedAt, endedAt, problem, decisions } = release;
  const upgrade = run?.release.upgrade;
  return facts([
    ["release", colors.bold(release.id)],
    ["group", release.group],
    ["image", release.image],
    ["status", renderStatus(release.status, colors)],
    ["why", problem && `${problem.error}: ${sentenceOf(problem.cause)}`],
    ["do", problem && remedyFor(problem.error)],
    ["candidate", run && candidateOf(run)],
    ["asked by", release.requestedBy],
    ["reason", (run ?? report)?.release.reason],
    ["break-glass", (run ?? report)?.release.breakGlass],
    ["upgrade", upgrade && upgradeSentence(upgrade)],
    ["forced", upgrade?.forced && `${upgrade.forced.by}: ${upgrade.forced.reason}`],
    [
      "downtime",
      report?.downtime
        ? comparedSentence(upgrade?.downtime, report.downtime.seconds)
        : upgrade?.downtime && predictedSentence(upgrade.downtime),
    ],
    ["started", startedAt.toISOString()],
    ["took", endedAt && duration((endedAt.getTime() - startedAt.getTime()) / 1000)],
    [
      "requests",
      report &&
        (report.outcome === "refused" ? "nothing was done" : servedOf(report.release, report.requests)),
    ],
    ...(report && report.services.length > 1
      ? report.services.map(({ name, ...requests }) => [name, servedOf(report.release, requests)] as const)
      : []),
    ["cost", report?.cost === undefined ? undefined : costText(report.cost)],
    ...decisions.map(
      ({ action, by, reason, at }) => ["decision", `${action} by ${by} at ${at}: ${reason}`] as const,
    ),
  ]);
}

function candidateOf({ release, weight }: Run): string {
  const side = sidesOf(release)?.candidate;
  return side === undefined ? `${weight} % of tasks` : `${side}, ${weight} % of requests`;
}

/** Where there are no sides, one load balancer counts both versions together. */
function servedOf(release: Report["release"], { stable, candidate }: Report["requests"]): string {
  if (!sidesOf(release)) return `${count(stable)} by both versions`;
  return `${count(stable)} by stable, ${count(candidate)} by candidate`;
}

/** What the time, the longest state and the bar leave of the page. */
const textColumns = pageWidth - 55;

function renderActs({ acts, startedAt }: ReleaseDetail, colors: Colors): string {
  return table(
    ["TIME", "STATE", "CANDIDATE", "WHAT"].map((cell) => colors.dim(cell)),
    acts.flatMap(({ at, state, weight, text }) => {
      const [first = "", ...more] = wrap(shorten(text), textColumns);
      const time = stopwatch((Date.parse(at) - startedAt.getTime()) / 1000);
      const bar = weight === undefined ? "" : `${weightBar(weight)} ${String(weight).padStart(3)} %`;
      return [[time, state, bar, first], ...more.map((line) => ["", "", "", line])];
    }),
  );
}
