import { cold } from "@signalbox/core/analysis/ladder.fixture";
import { compare, median, percent } from "./compare.ts";
import type { Cost } from "./cost.ts";
import type { LateRow } from "./late.ts";
import type { ColdRow, Found, GridRow, NoiseRow, PromotionRow } from "./rows.ts";

export interface Measured {
  readonly grid: readonly GridRow[];
  readonly cold: readonly ColdRow[];
  readonly sick: readonly ColdRow[];
  readonly noise: readonly NoiseRow[];
  readonly promotions: readonly PromotionRow[];
  readonly late: readonly LateRow[];
  readonly costs: readonly Cost[];
}

/** The tables, and the line that sums them up. */
export function report({ grid, cold: healthy, sick, noise, promotions, late, costs }: Measured): {
  page: string;
  summary: string;
} {
  const compared = grid.filter(({ traffic }) => traffic.times > 1).map((row) => ({ row, ...compare(row) }));
  const count = (key: "power" | "time" | "plainMedian" | "ahead") =>
    compared.filter((one) => one[key]).length;
  const alarms = [
    ...grid
      .filter(({ traffic }) => traffic.times === 1)
      .flatMap(({ found }) => [found.judge, found.coldRule]),
    ...healthy.map(({ traffic, found }) => (traffic.cold ? found.coldRule : found.noRule)),
    ...healthy.map(({ found }) => found.coldRule),
  ].map(percent);
  const page = [
    "Found (% of releases, median minute). File: the columns of test/fixtures/delivery/judge-grid.json (150 runs a row); here: the same runs for all. The judge holds fresh capacity for as good as warm, as its peers do; the last column is its price where a cold start is to be forgiven.",
    table(
      [
        "req/s",
        "errors ×",
        "e-process (file)",
        "Kayenta (file)",
        "e-process (here)",
        "Kayenta (here)",
        "**judge**",
        "power",
        "time",
        "20 % earlier or more powerful",
        "judge with the cold-start rule",
      ],
      grid.map((row) => gridLine(row)),
    ),
    `Releases without a fault that were failed (%), ${runsOf(healthy)} runs each; at most 1 is allowed. Cold: errors ×${cold.times} in the first ${cold.minutes} minutes of each step.`,
    table(
      ["req/s", "start", "no rule", "first minutes thrown away", "**cold-start rule**"],
      healthy.map(({ traffic, found }) => [
        String(traffic.rps),
        traffic.cold ? "cold" : "warm",
        share(found.noRule),
        share(found.thrownAway),
        share(found.coldRule),
      ]),
    ),
    `Sick candidates found under the two rules for cold starts (% of releases, median minute), ${runsOf(sick)} runs each.`,
    table(
      ["req/s", "errors ×", "first minutes thrown away", "**cold-start rule**"],
      sick.map(({ traffic, found }) => [
        String(traffic.rps),
        String(traffic.times),
        foundText(found.thrownAway),
        foundText(found.coldRule),
      ]),
    ),
    "Releases without a fault that were failed (%) where the rate of failure varies from minute to minute by a factor (gamma, coefficient of variation 0.5), the same for both sides or each side's own. The second breaks what every one of these tests assumes.",
    table(
      ["req/s", "factor", "e-process", "judge, nothing tolerated", "judge, standard policy"],
      noise.map(({ traffic, found }) => [
        String(traffic.rps),
        traffic.noise ?? "",
        share(found.eProcess),
        share(found.strict),
        share(found.standard),
      ]),
    ),
    "Releases shown good enough (% of releases, median minute) by the ratio to stable alone, and with the standard policy, to which 1 % of errors is acceptable whatever stable's share. ×1 should pass; ×2 is unacceptable by the ratio, and at most 5 % may be shown good enough by it.",
    table(
      ["req/s", "errors ×", "by the ratio alone", "standard policy"],
      promotions.map(({ traffic, found }) => [
        String(traffic.rps),
        String(traffic.times),
        foundText(found.ratio),
        foundText(found.standard),
      ]),
    ),
    "Candidates that are healthy at 5 and 25 % and sick at 50 %, with the standard policy but nothing acceptable by itself: what the ten minutes there end with (% of releases, median minute at that weight). The rest is inconclusive.",
    table(
      ["req/s", "errors ×", "failed", "passed"],
      late.map(({ traffic, runs, failed, passed }) => [
        String(traffic.rps),
        String(traffic.times),
        foundText({ runs, minutes: failed }),
        foundText({ runs, minutes: passed }),
      ]),
    ),
    "What a look costs: one minute counted and all so far judged, mean over a ladder of 30 minutes, with the cold-start rule; and the state of one metric at its end.",
    table(
      ["req/s", "µs a look (aim: < 50)", "bytes (aim: < 1,000)"],
      costs.map(({ rps, microseconds, bytes }) => [String(rps), microseconds.toFixed(0), String(bytes)]),
    ),
    `Plain medians no later than the file's e-process column: ${count("plainMedian")} of ${compared.length}. 20 % earlier or more powerful than the e-process in the same runs: ${count("ahead")} of ${compared.length}.`,
  ].join("\n\n");
  const summary = `rows ${compared.length}, power ≥ peer ${count("power")}, time ≤ peer ${count("time")}, false alarms max ${Math.max(...alarms).toFixed(2)} %`;
  return { page, summary };
}

function gridLine(row: GridRow): string[] {
  const { traffic, columns, found } = row;
  const column = ({ percent, minute }: { percent: number; minute: number | null }) =>
    minute === null ? `${percent}` : `${percent} @ ${minute}`;
  const { power, time, ahead } = compare(row);
  const effect = traffic.times > 1;
  return [
    String(traffic.rps),
    String(traffic.times),
    column(columns.eProcess),
    column(columns.kayenta),
    foundText(found.eProcess),
    foundText(found.kayenta),
    foundText(found.judge),
    effect ? tick(power) : "",
    effect ? tick(time) : "",
    effect ? tick(ahead) : "",
    foundText(found.coldRule),
  ];
}

const tick = (met: boolean): string => (met ? "✓" : "✗");
const share = (found: Found): string => percent(found).toFixed(2);
const runsOf = (rows: readonly ColdRow[]): string =>
  (rows[0]?.found.coldRule.runs ?? 0).toLocaleString("en-US");
const foundText = (found: Found): string =>
  `${percent(found).toFixed(1)}${found.minutes.length === 0 ? "" : ` @ ${median(found)}`}`;

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const lines = [head, ...body];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const write = (line: readonly string[]) =>
    `| ${widths.map((width, column) => (line[column] ?? "").padStart(width)).join(" | ")} |`;
  return [
    write(head),
    `|${widths.map((width) => `${"-".repeat(width + 1)}:`).join("|")}|`,
    ...body.map(write),
  ].join("\n");
}
