import type { LedgerSnapshot } from "@signalbox/local/traffic/ledger";
import type { Colors } from "../io.ts";
import { renderRelease } from "../render/release.ts";
import { table } from "../render/table.ts";
import { count, duration, percent } from "../render/units.ts";
import type { PlayedRelease } from "./play-release.ts";
import type { Expectation } from "./tour.ts";

/** The report of the whole tour: each release with its journal, the traffic, and what was promised. */
export function renderTourReport(
  releases: readonly PlayedRelease[],
  traffic: LedgerSnapshot,
  expectations: readonly Expectation[],
  colors: Colors,
): string {
  const title = (text: string): string =>
    colors.bold(`── ${text} ${"─".repeat(Math.max(0, 96 - text.length))}`);
  return [
    ...releases.flatMap(({ image, detail, realSeconds }) => [
      title(`${image.repository}:${image.tag}, ${duration(realSeconds)} of real time`),
      renderRelease(detail, colors),
      "",
    ]),
    title("traffic, as its sender saw it"),
    renderTraffic(traffic),
    "",
    title("what was promised"),
    ...expectations.map((expectation) => renderExpectation(expectation, colors)),
  ].join("\n");
}

/** One line: ✓ or ✗, the promise, what was seen. */
export function renderExpectation({ promise, met, seen }: Expectation, colors: Colors): string {
  return `${met ? colors.green("✓") : colors.red("✗")} ${promise} ${colors.dim(`(${seen})`)}`;
}

/** Requests by the revision that answered them, with faults (5xx of its own) and the latency of the first byte. */
export function renderTraffic({ sent, lost, losses, byRevision }: LedgerSnapshot): string {
  const rows = Object.entries(byRevision).map(([revision, counts]) => [
    revision,
    count(counts.answered),
    `${count(counts.faults)} (${percent(counts.answered === 0 ? 0 : counts.faults / counts.answered)})`,
    `${Math.round(counts.firstByte.p50Seconds * 1000)} ms`,
    `${Math.round(counts.firstByte.p95Seconds * 1000)} ms`,
  ]);
  const kinds = Object.entries(losses).flatMap(([kind, number]) => (number > 0 ? `${number} ${kind}` : []));
  const why = kinds.length > 0 ? `: ${kinds.join(", ")}` : "";
  return [
    table(["REVISION", "ANSWERED", "FAULTS", "FIRST BYTE P50", "P95"], rows),
    `${count(sent)} sent, ${count(lost)} lost${why}`,
  ].join("\n");
}
