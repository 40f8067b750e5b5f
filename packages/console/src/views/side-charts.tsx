import type { MetricsDocument, SideMetrics } from "@signalbox/core/console/documents";
import { executions } from "../live/documents.ts";
import { releaseMarks } from "../logic/marks.ts";
import { Chart } from "../parts/chart.tsx";

const charts = [
  { title: "Requests", unit: "per minute", atLeast: 10, of: ({ requests }: SideMetrics) => requests },
  { title: "Answered 5xx", unit: "%", atLeast: 1, of: ({ errors }: SideMetrics) => errors },
  { title: "p95 latency", unit: "s", atLeast: 0.1, of: ({ p95 }: SideMetrics) => p95 },
] as const;

/** Both sides of a group beside one another, with the releases marked. */
export function SideCharts({ metrics: { times, sides, group } }: { metrics: MetricsDocument }) {
  const marks = releaseMarks(executions.value.values(), group);
  return (
    <div class="charts">
      {charts.map(({ title, unit, atLeast, of }) => (
        <Chart
          key={title}
          title={title}
          unit={unit}
          atLeast={atLeast}
          times={times}
          marks={marks}
          lines={[
            { label: "blue", color: "--blue", values: of(sides.blue) },
            { label: "green", color: "--green", dash: [6, 3], values: of(sides.green) },
          ]}
          summary={`blue ${last(of(sides.blue))}, green (dashed) ${last(of(sides.green))} in the last minute`}
        />
      ))}
    </div>
  );
}

function last(values: readonly (number | null)[]): string {
  const value = values.at(-1);
  return value === null || value === undefined ? "none" : String(Math.round(value * 1000) / 1000);
}
