import type { MetricsDocument, SideMetrics } from "@signalbox/core/console/documents";
import { executions } from "../live/documents.ts";
import type { JudgeLimits } from "../logic/judge-limits.ts";
import { releaseMarks } from "../logic/marks.ts";
import { Chart } from "../parts/chart.tsx";

const charts = [
  { title: "Requests", unit: "per minute", atLeast: 10, of: "requests" },
  { title: "Answered 5xx", unit: "%", atLeast: 1, of: "errors" },
  { title: "p95 latency", unit: "s", atLeast: 0.1, of: "p95" },
] as const;

interface SideChartsProps {
  readonly metrics: MetricsDocument;
  readonly limits: JudgeLimits | undefined;
}

/** Both sides of a group beside one another, with the releases marked and what the judge allows the candidate. */
export function SideCharts({ metrics: { times, sides, group }, limits }: SideChartsProps) {
  const marks = releaseMarks(executions.value.values(), group);
  return (
    <div class="charts">
      {charts.map(({ title, unit, atLeast, of }) => {
        const limit = limitOf(limits, of);
        const allowed = limit?.findLast((value) => value !== null);
        return (
          <Chart
            key={title}
            title={title}
            unit={allowed == null ? unit : `${unit}; fails above ${rounded(allowed)} (dotted)`}
            atLeast={atLeast}
            times={times}
            marks={marks}
            lines={[
              { label: "blue", color: "--blue", values: sides.blue[of] },
              { label: "green", color: "--green", dash: [6, 3], values: sides.green[of] },
              ...(allowed != null && limit
                ? [{ label: "limit", color: "--bad", dash: [2, 3], values: limit }]
                : []),
            ]}
            summary={[
              `blue ${last(sides.blue[of])}, green (dashed) ${last(sides.green[of])} in the last minute`,
              ...(allowed == null ? [] : [`the candidate fails above ${rounded(allowed)}`]),
            ].join("; ")}
          />
        );
      })}
    </div>
  );
}

const limitOf = (limits: JudgeLimits | undefined, of: keyof SideMetrics) =>
  of === "requests" ? undefined : limits?.[of];

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function last(values: readonly (number | null)[]): string {
  const value = values.at(-1);
  return value === null || value === undefined ? "none" : String(rounded(value));
}
